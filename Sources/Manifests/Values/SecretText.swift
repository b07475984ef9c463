import MailModel

/// Reads password hashes; no message ever has their text in it.
enum SecretText {
  /// The bytes of a hash, valid as long as the node; nil, and reported, for anything else.
  static func hash(
    _ node: Int, _ what: String, _ values: ValueReader
  ) -> UnsafeRawBufferPointer? {
    switch values.tree.kind(node) {
    case .broken: return nil
    case .scalar: break
    case .sequence, .mapping:
      values.list.add(.hashIsNoText(what, at: values.place(node)))
      return nil
    }
    let text = values.tree.text(node)
    guard Secret.isHash(text) else {
      values.list.add(.plainPassword(what, at: values.place(node)))
      return nil
    }
    return text
  }

  static func initialPassword(
    _ node: Int, _ values: ValueReader
  ) -> DesiredAccounts.Extra.InitialPassword? {
    if values.tree.kind(node) == .scalar,
      values.tree.text(node).elementsEqual("generate".utf8)
    {
      return .generate
    }
    return hash(node, "initial-password", values).map { text in
      .hash(Secret(String(decoding: text, as: UTF8.self)))
    }
  }
}

extension Diagnostic {
  fileprivate static func hashIsNoText(_ what: String, at place: Place) -> Diagnostic {
    .error(
      "unquoted-hash", "\(what) must be text", at: place,
      help: "quote the hash: \"{SHA512-CRYPT}$6$…\"")
  }

  fileprivate static func plainPassword(_ what: String, at place: Place) -> Diagnostic {
    .error(
      "plain-password", "\(what) is not a hash with its scheme", at: place,
      help: "hash it with `doveadm pw -s SHA512-CRYPT`, or write `initial-password: generate`")
  }
}
