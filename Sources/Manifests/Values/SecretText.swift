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
      values.list.add(.plainPassword(what, scheme(of: text), at: values.place(node)))
      return nil
    }
    return text
  }

  /// The scheme of a hash that does not name it, by how crypt(5) begins what it makes.
  private static func scheme(of text: UnsafeRawBufferPointer) -> String? {
    let schemes = [
      ("$6$", "SHA512-CRYPT"), ("$5$", "SHA256-CRYPT"), ("$2y$", "BLF-CRYPT"),
      ("$2b$", "BLF-CRYPT"), ("$argon2id$", "ARGON2ID"), ("$argon2i$", "ARGON2I"),
    ]
    return schemes.first { text.starts(with: $0.0.utf8) }?.1
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

  /// `scheme` is that of a hash which lacks nothing else.
  fileprivate static func plainPassword(
    _ what: String, _ scheme: String?, at place: Place
  ) -> Diagnostic {
    .error(
      "plain-password", "\(what) is not a hash with its scheme", at: place,
      help: scheme.map { "write {\($0)} in front of it, all of it in quotes" }
        ?? "hash it with `doveadm pw -s SHA512-CRYPT`, or write `initial-password: generate`")
  }
}
