import MailModel

// What is said where a name stands for something else than one account, group or address.

extension Diagnostic {
  /// Nil for a name that does not begin with `*`, as those of every site's built-ins do.
  static func builtInName(
    _ text: UnsafeRawBufferPointer, code: String = "invalid-name", at place: Place,
    help: String = "take it out"
  ) -> Diagnostic? {
    guard text.first == UInt8(ascii: "*") else { return nil }
    return .error(
      code, "`\(shown(text))` can't stand here", at: place,
      help: "\(help): `*` begins built-in names, and nobody can change those")
  }

  /// Nil for any other pattern: `*` may begin one, but that of a built-in name would fit others.
  static func builtInPattern(_ text: UnsafeRawBufferPointer, at place: Place) -> Diagnostic? {
    let name = BuiltIn.outQueue.text.utf8.map(\.asciiLowercased)
    guard text.elementsEqual(name, by: { $0.asciiLowercased == $1 }) else { return nil }
    return builtInName(text, at: place)
  }

  /// Nil for what is not written as other programs write all names of a domain: `*@d.example`,
  /// `@d.example`.
  static func catchAll(
    _ text: UnsafeRawBufferPointer, code: String = "invalid-name", at place: Place
  ) -> Diagnostic? {
    let at = text.first == UInt8(ascii: "*") ? 1 : 0
    guard text.count > at + 1, text[at] == UInt8(ascii: "@") else { return nil }
    return .error(
      code, "`\(shown(text))` stands for many addresses, and there is no catch-all", at: place,
      help: "write each address as name@domain")
  }
}
