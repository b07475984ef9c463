import MailModel

/// Reads mailboxes; changes no byte of the mail tree, follows no symbolic link out of it.
///
/// Homes are relative to the mail root (`MailLocation`).
package protocol MailboxReader: Sendable {
  /// What the mailbox at `home` holds, with everything beside its Maildir that the mail server did not
  /// put there; empty when the home does not exist.
  ///
  /// - Throws: `mailUnreadable` when a folder cannot be opened: a partial count is never returned.
  func mailbox(at home: String) throws(StoreError) -> Mailbox

  /// Names of what counts there although it lies beside the Maildir, sorted.
  func besides(at home: String) throws(StoreError) -> [String]

  /// True when anything stands at `home`, be it a folder, a placeholder or a link.
  func isTaken(_ home: String) throws(StoreError) -> Bool

  /// True when something stands at `home` that is not what a removal leaves there: mail that comes
  /// back would have no place.
  func isOccupied(_ home: String) throws(StoreError) -> Bool

  /// Checks that the mail root is the one of this store, by the mark that `mark(for:)` left in it.
  ///
  /// A bare mount point or a mistyped path must not look like a site full of empty mailboxes.
  ///
  /// - Throws: `noMailFolder` without a root, `mailUnreadable` for one that cannot be opened, `foreignMail` when the mark is missing or another
  ///   store's.
  func checkMark(of storeID: String) throws(StoreError)

  /// Checks that the mail root, where there is one, bears no mark of another store.
  ///
  /// - Throws: `foreignMail` when it does, `mailUnreadable` when it cannot be looked at.
  func checkUnclaimed(by storeID: String) throws(StoreError)

  /// A folder around the mail root that bears the mark of this store too, as a former root does;
  /// homes in it would lie in or around those that the store has there.
  func outerRoot(of storeID: String) -> String?

  /// Checks that the mail of `homes` could be moved: each lies on the file system of the root, and
  /// so does the trash where there is one.
  func checkPurge(of homes: [String]) throws(StoreError)

  /// True once the mail of a removal lies in the trash as `item`, whatever happened after.
  func hasMoved(_ item: String) throws(StoreError) -> Bool

  /// What the moved mail of `item` holds; empty when it had none.
  func mailbox(inTrash item: String) throws(StoreError) -> Mailbox

  /// What an erasure of `item` would destroy; nothing where there is no such folder.
  ///
  /// - Throws: `mailUnreadable` when a folder cannot be opened.
  func contents(ofItem item: String) throws(StoreError) -> ItemContents

  /// Whether the mail of `item` is what was moved there, as far as the file system tells;
  /// `unrecorded` where there is no such folder.
  func standing(ofItem item: String) throws(StoreError) -> ItemStanding

  /// True when the trash has a folder of that name, whatever is in it.
  func holds(item: String) throws(StoreError) -> Bool

  /// The record of `item`; nil where there is none.
  func record(inTrash item: String) throws(StoreError) -> String?

  /// True when anything but the trash lies in the mail folder, be it known or not.
  func hasHomes() throws(StoreError) -> Bool

  /// What lies in the mail folder beside what `snapshot` knows, and what of that is not there; told
  /// by the names of folders down to `depth`, that of new homes, and of all known ones.
  func difference(from snapshot: Snapshot, depth: Int) throws(StoreError) -> MailDifference
}

/// Lists the messages of mailboxes; changes no byte and follows no symbolic link, as `MailboxReader`.
package protocol MessageReader: Sendable {
  /// Visits every message of the mailbox at `home` and its folders, in no order, reading headers
  /// alone; none when the home does not exist.
  ///
  /// - Throws: `mailUnreadable` when a folder or a message cannot be opened.
  func eachMessage(
    at home: String, _ visit: @escaping (MessageSummary) -> Void
  ) throws(StoreError)
}

/// Moves mail homes to the trash and back; every function may be repeated after a crash.
package protocol MailboxMover: MailboxReader {
  /// Marks the mail root as the one of this store; a mark of the same store stays as it is.
  ///
  /// - Throws: `noMailFolder` without a root, `foreignMail` when another store's mark is there.
  func mark(for storeID: String) throws(StoreError)

  /// Makes the trash where it is missing, and tries the exchange in it that purges rely on.
  ///
  /// To be called before anything is written, so that a file system that cannot do it is an error
  /// then and not half-way.
  func prepareTrash() throws(StoreError)

  /// Exchanges the mail home with a placeholder, so that a late delivery fails and is retried
  /// instead of making a folder nobody owns, and puts `record` beside the moved mail.
  ///
  /// A home that does not exist leaves an item with the record alone. Done already: no effect.
  func moveToTrash(_ home: String, item: String, record: String) throws(StoreError)

  /// Forgets what a move that failed left in the trash; nothing happens once its mail has moved.
  func abandonMove(_ item: String) throws(StoreError)

  /// Puts the mail of `item` back at `home`, in place of the placeholder, and removes the item; its
  /// folder stays where somebody put something else into it.
  ///
  /// - Parameters:
  ///   - item: What the trash holds.
  ///   - home: Where its mail was.
  ///   - isRepeated: True when a run that stopped may have done it already; only then may the item
  ///     be gone.
  /// - Throws: `homeTaken` when something else than the placeholder stands there, `missingItem`
  ///   when the trash does not hold the item and this is no repetition.
  func restore(item: String, to home: String, isRepeated: Bool) throws(StoreError)

  /// Makes a folder of the trash the one of an item, whose name it gets where it has another.
  ///
  /// - Throws: `missingItem` where there is no such folder, `homeTaken` where the item has one.
  func takeIn(_ folder: String, as item: String) throws(StoreError)

  /// Destroys the mail of `item`, its record, and the placeholder at `home`.
  ///
  /// - Parameters:
  ///   - item: What the trash holds.
  ///   - home: Where its mail was.
  ///   - isRepeated: True when a run that stopped may have done it already.
  /// - Throws: `missingItem` when the trash does not hold it and this is no repetition.
  func erase(item: String, home: String, isRepeated: Bool) throws(StoreError)
}
