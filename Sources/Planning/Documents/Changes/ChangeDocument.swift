import MailModel

/// One change as JSON, in plans and in the history.
package struct ChangeDocument: Codable, Hashable, Sendable {
  package var action: String
  package var kind: String
  package var name: String
  /// Of a rename: the name the account or group has now.
  package var formerName: String?
  /// Of a group's rename: how many accounts follow it.
  package var members: Int?
  package var id: String?
  /// nil for a removal.
  package var fields: [FieldDocument]?
  /// Keys of the fields managed once the change is done; nil when there is none.
  package var owned: [String]?
  /// `taken` or `dropped`: the care for the whole account, where the action does not say it.
  package var ownership: String?
  package var source: PlaceDocument?
  package var precondition: String?
  /// The item of the trash, `NAME#RUN`, that comes back first.
  package var restores: String?
  /// These four of a removal of an account, and of one that comes back.
  package var purge: Bool?
  package var reason: String?
  package var leaver: String?
  package var mailbox: MailboxDocument?
  /// These three of an add: the name `was` gave, `generate` or `***`, `fresh` or `restore`.
  package var was: String?
  package var initialPassword: String?
  package var mail: String?

  package init(_ change: Change) {
    action = change.action.rawValue
    kind = change.kind.rawValue
    name = change.name
    formerName = change.formerName
    members = change.members
    id = change.id
    fields = change.fields.isEmpty ? nil : change.fields.map(FieldDocument.init)
    owned = change.owned.isEmpty ? nil : change.owned.fields.map(\.key)
    ownership = change.ownership == .unchanged ? nil : change.ownership.rawValue
    restores = change.restores
    source = change.source.map(PlaceDocument.init)
    precondition = change.precondition
    purge = change.removal?.purges
    reason = change.removal?.reason
    leaver = change.removal?.leaver
    mailbox = (change.removal?.mailbox).map(MailboxDocument.init)
    was = change.extra?.was?.text
    initialPassword =
      switch change.extra?.initialPassword {
      case .generate?: "generate"
      case .hash?: ValueDocument.mask
      case nil: nil
      }
    mail = change.extra?.mail?.rawValue
  }

  /// A JSON array on one line, as the history keeps it.
  package static func text(of changes: [Change]) -> String {
    JSONText.compact(changes.map(ChangeDocument.init))
  }

  /// `sha256:…` of the same without places: that of one plan wherever its manifest has moved.
  package static func digest(of changes: [Change], _ lockout: LockoutChange?) -> String {
    var text = JSONText.compact(
      changes.map { change in
        var document = ChangeDocument(change)
        document.source = nil
        return document
      })
    if let lockout { text += LockoutChangeDocument(lockout).text() }
    return text.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) }
  }

  /// Reads back what `text(of:)` wrote.
  package static func documents(in text: String) throws -> [ChangeDocument] {
    try JSONText.decode([ChangeDocument].self, from: text)
  }
}

/// Where in a manifest something stands, as JSON.
package struct PlaceDocument: Codable, Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(_ place: Place) {
    file = place.file
    line = place.line
    column = place.column
  }
}

/// What a mailbox holds, as JSON.
package struct MailboxDocument: Codable, Hashable, Sendable {
  /// Messages in all folders, those of the inbox among them.
  package var messages: Int
  package var inbox: Int
  package var bytes: Int64
  /// ISO 8601 in UTC; nil without messages.
  package var newest: String?

  package init(_ mailbox: Mailbox) {
    messages = mailbox.messages
    inbox = mailbox.inbox
    bytes = mailbox.bytes
    newest = mailbox.newest.map(ISO8601.text)
  }
}
