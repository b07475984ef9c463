import MailModel

/// Checks the form of `store` and `mail`, so that a mistake is told at its place.
enum SiteText {
  private static let schemes = ["sqlite"]

  /// - Returns: nil, and reported, for what can't be the place of a store.
  static func store(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.line(node, "store").map({ String(decoding: $0, as: UTF8.self) }) else {
      return nil
    }
    guard let colon = text.firstIndex(of: ":") else {
      values.list.add(.storeWithoutScheme(text, at: values.place(node)))
      return nil
    }
    let scheme = String(text[..<colon])
    guard scheme.sameBytes(as: "sqlite") else {
      let near = Spelling.nearest(to: scheme, among: schemes)
      values.list.add(.unknownStore(scheme, near: near, at: values.place(node)))
      return nil
    }
    if text.utf8.count == "sqlite:".utf8.count {
      values.list.add(.emptyText("the file of the store", at: values.place(node)))
      return nil
    }
    return text
  }

  /// - Returns: nil, and reported, for what can't be the place of mailboxes.
  static func mail(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.line(node, "mail").map({ String(decoding: $0, as: UTF8.self) }) else {
      return nil
    }
    if MailLocation(text) == nil { values.list.add(.invalidMail(text, at: values.place(node))) }
    return text
  }
}

extension Diagnostic {
  fileprivate static func storeWithoutScheme(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-store", "store does not say of which kind it is: `\(shown(text))`", at: place,
      help: "write `store: sqlite:\(shown(text))`")
  }

  fileprivate static func unknownStore(
    _ scheme: String, near: String?, at place: Place
  ) -> Diagnostic {
    .error(
      "invalid-store", "this rollbook knows no store of the kind `\(shown(scheme))`", at: place,
      help: near.map { "did you mean `\($0):`?" } ?? "write `store: sqlite:FILE`")
  }

  fileprivate static func invalidMail(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-mail", "mail is no place for mailboxes: `\(shown(text))`", at: place,
      help: "write `maildir:FOLDER/%d/%n-%i`: %d is the domain, %n the name, %i the id")
  }
}
