import MailModel

/// Why the live side refused; the sentence for each is made here.
package enum StoreError: Error, Hashable, CustomStringConvertible {
  /// There is nothing at this path.
  case missing(String)
  /// Something is there that is no rollbook store.
  case notAStore(String)
  /// Written by a later rollbook: schema version found, highest known.
  case newerSchema(path: String, found: Int, known: Int)
  /// A URL of another form or scheme.
  case badURL(String)
  /// Another run holds the lock.
  case locked(LockHolder)
  /// Another process wrote for longer than the lock timeout.
  case busy(String)
  /// A row is not as a change assumed.
  case conflict(String)
  /// The database refused: path or host, its words.
  case database(String, String)
  /// A row has a value that no rollbook writes: path, the first such row, how many others.
  case damaged(String, DamagedRow, others: Int = 0)
  /// The database, or a file beside it, may not be opened or written: path, its words.
  case inaccessible(String, String)
  /// A file or folder could not be opened, made or moved: path, the system's words.
  case file(String, String)
  /// A mail folder could not be read whole.
  case mailUnreadable(String, String)
  /// There is no mail root at this path.
  case noMailFolder(String)
  /// The mail root bears no mark, or the mark of another store.
  case foreignMail(String)
  /// The trash has no such item on disk.
  case missingItem(String)
  /// The trash has no such item on disk, and mail lies where it was before: item, home.
  case returnedItem(String, home: String)
  /// The folder of an item of the trash has neither its mail nor its record: item, folder.
  case emptiedItem(String, folder: String)
  /// An item of the trash no longer holds what was put there.
  case changedItem(String, held: Mailbox, expected: Mailbox, ItemDoubt?)
  /// Something stands where a mail home should go.
  case homeTaken(String)

  package var description: String {
    switch self {
    case .missing(let path):
      "there is no store at \(path); `rollbook init` makes one"
    case .notAStore(let path):
      "\(path) is not a rollbook store"
    case .newerSchema(let path, let found, let known):
      "\(path) has schema \(found), this rollbook knows up to \(known); install a newer rollbook"
    case .badURL(let text):
      "\"\(text)\" is not a store; write sqlite:FILE"
    case .locked(let holder):
      "the store is locked by another run: \(holder)"
    case .busy(let path):
      "\(path) is busy: another process is writing; try again"
    case .conflict(let what):
      "the store changed under the run: \(what)"
    case .database(let where_, let words), .inaccessible(let where_, let words):
      "\(where_): \(words)"
    case .damaged(let path, let row, let others):
      "\(path): \(row)\(others == 0 ? "" : ", nor are \(others) other rows as they should be"); "
        + "mend it there with sqlite3, or take the store from a backup"
    case .file(let path, let words):
      "\(path): \(words)"
    case .mailUnreadable(let path, let words):
      "cannot count the mail in \(path): \(words)"
    case .noMailFolder(let path):
      "there is no mail folder \(path); mount it, or name the one that this store keeps its mail in "
        + "with `mail` or --mail; `rollbook init` makes one for a store without any"
    case .foreignMail(let path):
      "\(path) is not the mail folder of this store; mount the right one, name it with --mail, or "
        + "accept this one with `rollbook init` if no other store has it"
    case .missingItem(let item):
      "the trash has no folder for \(item); bring it back from a backup, or drop its record: "
        + "rollbook trash forget \(item)"
    case .returnedItem(let item, let home):
      "the trash has no folder for \(item), but mail lies at \(home), where it was before: drop the record "
        + "with `rollbook trash forget \(item)`, then have that back with `rollbook trash restore \(home)`"
    case .emptiedItem(let item, let folder):
      "the folder .trash/\(folder) has no mail of \(item) that could come back, neither `mail` nor "
        + "`Maildir`; put it there as \(folder)/Maildir, or erase what there is: "
        + "rollbook trash empty --erase-before-hold \(item) --allow changed-item:\(item)"
    case .changedItem(let item, let held, let expected, let doubt):
      "the trash holds \(held.counted) of \(item), but \(expected.counted) were put there: "
        + (doubt?.words ?? held.difference(from: expected))
        + "; to take what is there: rollbook trash restore \(item) --allow changed-item:\(held.messages)"
    case .homeTaken(let path):
      "\(path) exists already; move it away and try again"
    }
  }
}

extension Mailbox {
  fileprivate var counted: String {
    "\(messages) \(messages == 1 ? "message" : "messages") (\(bytes) bytes)"
  }
}
