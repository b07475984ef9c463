import MailModel

/// Reads mailboxes; changes no byte of the mail tree, follows no symbolic link out of it.
///
/// Homes are relative to the mail root (`MailLocation`).
package protocol MailboxReader: Sendable {
  /// What the mailbox at `home` holds; empty when the home does not exist.
  ///
  /// - Throws: `mailUnreadable` when a folder cannot be opened: a partial count is never returned.
  func mailbox(at home: String) throws(StoreError) -> Mailbox

  /// True when anything stands at `home`, be it a folder, a placeholder or a link.
  func isTaken(_ home: String) throws(StoreError) -> Bool

  /// Checks that a purge could move mail: the trash lies on the file system of the root.
  func checkTrash() throws(StoreError)
}

/// Moves mail homes to the trash and back; every function may be repeated after a crash.
package protocol MailboxMover: MailboxReader {
  /// Exchanges the mail home with a placeholder, so that a late delivery fails and is retried
  /// instead of making a folder nobody owns, and puts `record` beside the moved mail.
  ///
  /// A home that does not exist leaves an item with the record alone. Done already: no effect.
  func moveToTrash(_ home: String, item: String, record: String) throws(StoreError)

  /// Puts the mail of `item` back at `home`, in place of the placeholder, and removes the item.
  ///
  /// - Throws: `homeTaken` when something else than the placeholder stands there.
  func restore(item: String, to home: String) throws(StoreError)

  /// Destroys the mail of `item`, its record, and the placeholder at `home`.
  func erase(item: String, home: String) throws(StoreError)
}
