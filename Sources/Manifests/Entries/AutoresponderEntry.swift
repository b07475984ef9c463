import MailModel

/// One `autoresponder` mapping.
struct AutoresponderEntry {
  let value: Autoresponder

  /// - Returns: nil, and reported, when something needed is missing or wrong.
  init?(
    _ pairs: [(key: AutoresponderKey, keyNode: Int, value: Int)], _ node: Int,
    _ values: ValueReader
  ) {
    var subject: String?
    var message: String?
    var result = Autoresponder(subject: "", message: "")
    for (key, keyNode, value) in pairs {
      switch key {
      case .subject: subject = Self.text(values.line(value, "subject"), "subject", value, values)
      case .message: message = Self.text(values.lines(value, "message"), "message", value, values)
      case .from:
        if !values.tree.isNull(value) { result.from = values.day(value, "from") }
      case .until:
        if !values.tree.isNull(value) { result.until = values.day(value, "until") }
      case .every:
        if let span = values.span(value, "every") { result.every = span }
      case .keep:
        if values.flag(value, "keep") == false {
          result.keepsOriginal = false
          values.list.add(.discardsOriginal(at: values.place(keyNode)))
        }
      }
    }
    if let from = result.from, let until = result.until, until < from {
      let pair = pairs.first { $0.key == .until }
      values.list.add(.untilBeforeFrom(until, from, at: values.place(pair?.value ?? node)))
    }
    for key in [AutoresponderKey.subject, .message] where !pairs.contains(where: { $0.key == key })
    {
      values.list.add(.missingKey(key.rawValue, of: "autoresponder", at: values.place(node)))
    }
    guard let subject, let message else { return nil }
    result.subject = subject
    result.message = message
    value = result
  }

  private static func text(
    _ bytes: UnsafeRawBufferPointer?, _ what: String, _ node: Int, _ values: ValueReader
  ) -> String? {
    guard let bytes else { return nil }
    if bytes.isEmpty { values.list.add(.emptyText(what, at: values.place(node))) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Diagnostic {
  fileprivate static func discardsOriginal(at place: Place) -> Diagnostic {
    .warning(
      "discards-original", "the autoresponder throws mail away after answering", at: place,
      help: "remove `keep: false` to keep it")
  }

  fileprivate static func untilBeforeFrom(_ until: Day, _ from: Day, at place: Place)
    -> Diagnostic
  {
    .error("until-before-from", "until \(until) is before from \(from)", at: place)
  }
}
