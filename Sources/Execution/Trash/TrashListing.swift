import MailModel
import Planning
import Stores

/// What the trash holds, and mail that belongs to nobody.
package struct TrashListing {
  package let items: [TrashItem]
  /// Items without a folder in the trash.
  package let missing: Set<TrashItem>
  package let unknown: [UnknownMail]
  /// What there is to say of mail homes that lie in items.
  package let warnings: [Finding]
  /// Accounts that have a placeholder in place of their mail.
  package let errors: [Diagnostic]

  /// Accounts are looked at only where there is mail that may be theirs: before the first delivery a
  /// listing costs the same however many there are.
  ///
  /// `domain` is that of bare names in paths, where a manifest gives one.
  package init(
    directory: any DirectoryReader, mail: any MailboxReader, location: MailLocation, domain: String?
  ) throws(StoreError) {
    let check = MailCheck(directory: directory, mail: mail, location: location)
    let record = try directory.record()
    let domain = domain ?? record.lastApplied?.domain
    var snapshot = Snapshot(storeID: record.storeID)
    snapshot.unfinished = record.unfinished
    snapshot.trash = try directory.trash()
    var difference = MailDifference()
    if (try? mail.hasHomes()) == true || !check.agrees(with: snapshot) {
      snapshot = try directory.snapshot()
      difference = try check.difference(from: snapshot)
    }
    items = snapshot.trash
    missing = Set(difference.missing)
    unknown = try check.unknown(in: difference, of: snapshot, domain: domain)
    warnings = check.homesInTrash(difference, in: snapshot)
    errors = try check.errors(of: difference, in: snapshot)
  }
}
