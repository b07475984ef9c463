import MailModel

extension ChangeDocument {
  /// What was done, without whose account it was or what it held but for the size of its mailbox.
  package func redacted(as name: String) -> ChangeDocument {
    var document = self
    document.name = name
    document.formerName = formerName.map { _ in name }
    document.was = was.map { _ in name }
    document.restores = restores.map { name + $0.drop { $0 != "#" } }
    document.fields = nil
    // Of neither is left that it was no longer listed, which would not be true.
    document.reason = reason == nil && leaver == nil ? nil : "reason erased"
    document.leaver = nil
    document.precondition = nil
    return document
  }

  /// Every address of its own that it tells, and every full name and comment.
  package var personalTexts: (addresses: [String], texts: [String]) {
    var addresses = [name, formerName, was].compactMap(\.self)
    var texts: [String] = []
    for field in fields ?? [] {
      guard let kind = Field(key: field.field)?.kind else { continue }
      for value in [field.before, field.after] {
        if kind == .addresses, case .list(let aliases)? = value { addresses += aliases }
        if kind == .line, case .text(let text)? = value { texts.append(text) }
      }
    }
    return (addresses, texts)
  }
}
