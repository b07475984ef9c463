import MailModel
import Stores

/// How much of what a store has made is not in a mail folder that bears no mark yet.
package struct MissingHomes {
  /// Mail homes and items of the trash that the store knows.
  package private(set) var count = 0
  package private(set) var missing = 0

  /// nil for a folder that is this store's by its mark, or another's.
  package init?(of directory: any DirectoryReader, in mail: any MailboxReader) throws(StoreError) {
    let storeID = try directory.record().storeID
    let isMarked =
      (try? mail.checkMark(of: storeID)) != nil || (try? mail.checkUnclaimed(by: storeID)) == nil
    if isMarked { return nil }
    let snapshot = try directory.snapshot()
    for account in snapshot.accounts.all {
      count += 1
      if try !mail.isTaken(account.home) { missing += 1 }
    }
    for item in snapshot.trash {
      count += 1
      if (try? mail.holds(item: item.folder)) != true { missing += 1 }
    }
  }
}
