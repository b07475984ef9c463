import MailModel

// Both sides of a plan from compact literals: a manifest's users and a store's accounts, named by
// local part in `school.example`. Every file, line and id follows from the order and the names.

package let schoolDomain = "school.example"

/// `head` is `head@school.example`; a whole address and a built-in name stay as they are.
package func address(_ name: String) -> Address {
  Address(canonical: name.contains("@") || name.hasPrefix("*") ? name : "\(name)@\(schoolDomain)")
}

/// An account as the manifest lists it.
package struct ListedUser {
  package var address: Address
  package var values: FieldValues
  package var extra = DesiredAccounts.Extra()
  package var file = 0
}

package func user(
  _ name: String, _ values: [Field: FieldValue] = [:], was: String? = nil,
  mail: DesiredAccounts.Extra.Mail? = nil, file: Int = 0
) -> ListedUser {
  var user = ListedUser(address: address(name), values: FieldValues(values), file: file)
  user.extra.was = was.map(address)
  user.extra.mail = mail
  return user
}

package func group(
  _ name: String, _ values: [Field: FieldValue] = [:], was: String? = nil, file: Int = 0,
  line: Int = 1
) -> DesiredGroup {
  DesiredGroup(
    name: name, values: FieldValues(values), place: PackedPlace(file: file, line: line, column: 3),
    was: was, wasPlace: was.map { _ in PackedPlace(file: file, line: line, column: 9) })
}

package func leaver(
  _ name: String, purge: Bool = false, reason: String? = nil, line: Int = 1
) -> Leaver {
  Leaver(
    .account(address(name)), purges: purge, reason: reason,
    place: Place(file: "rollbook.yaml", line: line, column: 5))
}

package func leavers(
  ofGroup name: String, purge: Bool = false, until: String? = nil, line: Int = 1
) -> Leaver {
  Leaver(
    .group(name, until: until.flatMap { Day($0) }), purges: purge,
    place: Place(file: "rollbook.yaml", line: line, column: 5))
}

/// A manifest of these users, each on a line of its own in the order given, from line 10.
package func manifest(
  _ users: [ListedUser] = [], groups: [DesiredGroup] = [], leavers: [Leaver] = [],
  mode: Policy.Mode = .additive, files: [String] = ["rollbook.yaml"],
  policy change: (inout Policy) -> Void = { _ in }
) -> Manifest {
  var manifest = Manifest()
  manifest.domain = schoolDomain
  manifest.policy.mode = mode
  change(&manifest.policy)
  manifest.groups = groups.sorted { $0.name.bytesPrecede($1.name) }
  manifest.leavers = leavers
  manifest.sources = files.enumerated().map { file, path in
    Manifest.Source(
      path: path, digest: "sha256:\(path)",
      entries: users.count { $0.file == file } + groups.count { $0.place.file == file })
  }
  manifest.digest = "sha256:manifest"
  for (index, user) in users.enumerated() {
    var builder = ImageBuilder()
    builder.set(user.values)
    let place = PackedPlace(file: user.file, line: 10 + index, column: 3)
    var name = user.address.text
    name.withUTF8 {
      manifest.accounts.rows.append(
        key: UnsafeRawBufferPointer($0), builder: builder, counted: user.values.fields,
        note: place.rawValue)
    }
    if user.extra != DesiredAccounts.Extra() {
      manifest.accounts.extras[user.address] = user.extra
    }
  }
  manifest.accounts.rows.sort()
  return manifest
}

/// A live account; it is owned with all the fields that are given unless told otherwise.
package func live(
  _ name: String, _ values: [Field: FieldValue] = [:], owned: [Field]? = nil,
  isOwned: Bool = true, isLeaving: Bool = false, source: Int? = nil, lastLogin: Int64? = nil
) -> LiveAccount {
  let values = FieldValues(values)
  var marks: LiveMarks = []
  if isOwned { marks.insert(.owned) }
  if isLeaving { marks.insert(.leaving) }
  if values.isAdmin { marks.insert(.admin) }
  if values.isEnabled { marks.insert(.enabled) }
  if values.isProtected { marks.insert(.protected) }
  if values.forwarding != nil { marks.insert(.hasForward) }
  if values.assistant != nil { marks.insert(.hasAssistant) }
  if !values.aliases.isEmpty { marks.insert(.hasAliases) }
  let id = accountID(name)
  return LiveAccount(
    address: address(name), id: id, home: "\(schoolDomain)/\(name)-\(id)", values: values,
    ownedFields: isOwned ? owned.map { FieldSet($0) } ?? values.fields : [],
    marks: marks.with(source: source), lastLogin: lastLogin)
}

/// The id of the live account that was first called `name`.
package func accountID(_ name: String) -> String {
  let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
  var hash: UInt64 = 14_695_981_039_346_656_037
  for byte in address(name).text.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
  var id: [UInt8] = []
  for _ in 0..<MailLocation.idLength {
    id.append(digits[Int(hash % 36)])
    hash /= 36
  }
  return String(decoding: id, as: UTF8.self)
}

package func liveGroup(
  _ name: String, _ values: [Field: FieldValue] = [:], isOwned: Bool = true, source: String? = nil
) -> LiveGroup {
  let values = FieldValues(values)
  return LiveGroup(
    name: name, values: values, ownedFields: isOwned ? values.fields : [], isOwned: isOwned,
    source: source)
}

package func snapshot(
  _ accounts: [LiveAccount] = [], groups: [LiveGroup] = [], sources: [String] = ["rollbook.yaml"],
  _ change: (inout Snapshot) -> Void = { _ in }
) -> Snapshot {
  var snapshot = Snapshot(storeID: "store")
  for account in accounts.sorted(by: { $0.address < $1.address }) {
    snapshot.accounts.append(account)
  }
  snapshot.accounts.sources = sources
  snapshot.groups = groups.sorted { $0.name.bytesPrecede($1.name) }
  snapshot.domains = snapshot.takenAddresses.domains
  change(&snapshot)
  return snapshot
}

package func trashItem(_ name: String, run: Int = 1, heldUntil: Int64 = 0) -> TrashItem {
  TrashItem(
    name: address(name), run: run, id: accountID("\(name)#\(run)"), home: name,
    values: FieldValues(), mailbox: .empty, reason: nil, removed: 0, heldUntil: heldUntil)
}

/// `count` names that sort as they count: `prefix0001` and so on.
package func names(_ count: Int, _ prefix: String = "pupil") -> [String] {
  (0..<count).map { index in
    prefix + String(String(10_001 + index).dropFirst())
  }
}

extension FieldValue {
  package static func forward(
    _ targets: String..., keep: Bool = true, enabled: Bool = true
  ) -> FieldValue {
    .forwarding(
      Forwarding(
        targets: targets.map { TestSupport.address($0) }.sorted(), keepsCopy: keep,
        isEnabled: enabled))
  }

  package static func reply(
    _ subject: String, message: String = "away", keep: Bool = true
  ) -> FieldValue {
    .autoresponder(Autoresponder(subject: subject, message: message, keepsOriginal: keep))
  }

  package static func groupAddress(_ name: String) -> FieldValue {
    .address(TestSupport.address(name))
  }

  package static func hash(_ text: String) -> FieldValue {
    .secret(Secret("{SHA512-CRYPT}\(text)"))
  }
}
