import MailModel
import Planning
import Stores

/// A folder of the trash that no item has, with what the record in it says; that was written when
/// its account was removed.
struct FoundFolder {
  let folder: String
  private(set) var name: Address?
  private(set) var id: String?
  /// Passwords are in no record.
  private(set) var values = FieldValues()

  init(_ folder: String, in mail: any MailboxReader) throws(StoreError) {
    self.folder = folder
    let label = folder.split(separator: "#", maxSplits: 1).first.map(String.init) ?? folder
    name = Address(label, domain: nil)
    guard let change = Self.change(in: try mail.record(inTrash: folder)) else { return }
    // Where folder and record name two people nothing tells whose it is.
    if let named = name, named != change.address { name = nil } else { name = change.address }
    id = change.id
    for field in change.fields where field.field != .password {
      if let before = field.before { values[field.field] = before }
    }
  }

  /// The removal of a record that nobody has touched.
  private static func change(in record: String?) -> Change? {
    let lines = record?.split(separator: "\n", maxSplits: 1).map(String.init) ?? []
    guard lines.count == 2 else { return nil }
    var json = lines[1]
    let digest = json.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) }
    guard digest.sameBytes(as: lines[0]), let found = try? ChangeDocument.documents(in: json),
      found.count == 1, let change = try? found[0].change(), change.action == .remove,
      change.kind == .account, change.id.map(MailLocation.isID) != false
    else { return nil }
    return change
  }

  /// The account that its record tells of, where that lives and has no mail home; nil for any other.
  func owner(
    in snapshot: Snapshot, _ mail: any MailboxReader
  ) throws(StoreError) -> LiveAccount? {
    guard let id,
      let account = snapshot.accounts.all.first(where: { $0.id.sameBytes(as: id) }),
      try !mail.isOccupied(account.home)
    else { return nil }
    return account
  }

  /// True when its mail is that of `account`, as far as anybody can tell.
  func isOf(_ account: LiveAccount) -> Bool {
    id.map { $0.sameBytes(as: account.id) } ?? (name == account.address)
  }
}
