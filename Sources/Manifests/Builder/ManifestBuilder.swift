import MailModel

/// A manifest while its files are being read, with what the rules need beside it.
struct ManifestBuilder {
  /// Where an address of an account's list stands, or the key of the list itself.
  struct Mention {
    /// The packed place of the account or group, as in its row's note.
    var owner: UInt64
    var place: UInt64
    /// Of the canonical address, or the number of a text of the field; 0 for the key.
    var hash: UInt64
    var field: Field
  }

  /// A group as declared, or as named by a user before that.
  struct Group {
    var isDeclared = false
    var values = FieldValues()
    var place = PackedPlace(rawValue: 0)
    var addressPlace: PackedPlace?
    /// The former name, from `was`.
    var was: String?
    var wasPlace: PackedPlace?
    /// What members get that do not say otherwise.
    var defaults = ImageBuilder()
    /// What the defaults say of mail that lies in the trash.
    var mail: MailChoices.Choice?
    /// Where the defaults make members administrators.
    var adminPlace: PackedPlace?
    var hasDefaults: Bool { defaults.fields.rawValue != 0 }
  }

  /// A user whose group was not declared when the user was read.
  struct GroupUse {
    var group: Int
    var place: PackedPlace
  }

  var manifest = Manifest()
  let list = DiagnosticList()
  /// Canonical; empty when there is none.
  var domain: [UInt8] = []
  /// Those of the listed accounts, and the default one.
  var domains = NameTable()
  /// Other domains of aliases and group addresses.
  var aliasDomains = NameTable()
  /// The site's own besides `domain`, as `domains` declares them.
  var declaredDomains = NameTable()
  /// True when the manifest has `domains`.
  var declaresDomains = false
  /// Hashes of the rows' addresses, in the order of reading.
  var keyHashes: [UInt64] = []
  /// Rows with `forward`, `assistant` or `autoresponder`, by the order of reading.
  var listedRows: [Int] = []
  /// True while the order of reading is that of the addresses and no row got a list afterwards.
  var keepsOrder = true
  let domainNames = DomainNames()
  var hasMissedDomain = false
  /// True when a file could not be read to its end, so that what is not listed may be in it.
  var lacksEntries = false
  var mentions: [Mention] = []
  var groupNames = NameTable()
  var groups: [Group] = []
  var earlyUses: [GroupUse] = []
  /// What each entry of `users` says itself, in the order of reading.
  var explicitFields: [FieldSet] = []
  /// In the order of the text.
  var rosters: [Roster] = []
  /// Which files are CSV, by index.
  var rosterForms: [Int: CSVForm] = [:]
  /// The packed places of the rosters that read a file, whose defaults its accounts have.
  var rosterDefaults: [Int: [UInt64]] = [:]
  /// True when a reply names the account that it belongs to.
  var hasMemberReplies = false
  /// True while a file is read that has a scope, or may have one.
  var notesGroups = false
  var scoped = ScopedEntries()
  var mailChoices = MailChoices()
  /// Places of `leavers` entries by their order, for the rules.
  var leaverPlaces: [PackedPlace] = []
  /// The addresses that `assert` names, for the rules.
  var assertedAddresses: [(address: Address, place: PackedPlace)] = []
  /// What `policy.protected` names, for the rules.
  var protectedNames: [(pattern: NamePattern, place: Place)] = []

  init() {}

  /// The columns that rosters name, whatever their file.
  var usedColumns: Set<String> { rosters.reduce(into: []) { $0.formUnion($1.columnNames) } }

  /// The number of a group, declared or not.
  mutating func group(_ name: [UInt8]) -> Int {
    let (number, isNew) = name.withUnsafeBytes { groupNames.insert($0) }
    if isNew { groups.append(Group()) }
    return number
  }

  /// Makes the default domain one that accounts have.
  mutating func setDomain(_ name: [UInt8]) {
    domain = name
    _ = name.withUnsafeBytes { domains.insert($0) }
  }

  /// True for a domain of the site's own: the default one, and those that `domains` declares.
  func isOwn(_ name: UnsafeRawBufferPointer) -> Bool {
    declaredDomains.find(name) != nil
      || (!name.isEmpty && domain.withUnsafeBytes { $0.compareBytes(name) == 0 })
  }

  /// The site's own domains, sorted.
  var ownDomains: [String] {
    let declared = (0..<declaredDomains.count).map { declaredDomains[$0] }
    return Set(declared + (manifest.domain.map { [$0] } ?? [])).sorted { $0.bytesPrecede($1) }
  }

  /// Notes the domain of a listed account.
  @inline(__always)
  mutating func addDomain(of address: UnsafeRawBufferPointer) {
    if let domain = otherDomain(of: address) { _ = domains.insert(domain) }
  }

  /// Notes the domain of an alias or a group's address.
  mutating func addAliasDomain(of address: [UInt8]) {
    address.withUnsafeBytes {
      if let domain = otherDomain(of: $0) { _ = aliasDomains.insert(domain) }
    }
  }

  /// The domain of an address; nil for the default one.
  @inline(__always)
  private func otherDomain(of address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let start = address.count - domain.count
    if start > 0, address[start - 1] == UInt8(ascii: "@"),
      domain.withUnsafeBytes({
        $0.compareBytes(UnsafeRawBufferPointer(rebasing: address[start...])) == 0
      })
    {
      return nil
    }
    guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    return UnsafeRawBufferPointer(rebasing: address[(at + 1)...])
  }

  /// Tells the missing `domain` once, at the first bare name.
  mutating func reportMissingDomain(_ text: UnsafeRawBufferPointer, at place: PackedPlace) {
    guard !hasMissedDomain else { return }
    hasMissedDomain = true
    list.add(.missingDomain(text, at: list.place(place)))
  }
}

extension ManifestBuilder {
  /// Brings everything into the order that the manifest promises.
  mutating func finish() {
    keepsOrder = keepsOrder && manifest.accounts.rows.isSorted
    manifest.accounts.rows.sort()
    for (number, group) in groups.enumerated() where group.isDeclared {
      manifest.groups.append(
        DesiredGroup(
          name: groupNames[number], values: group.values, place: group.place, was: group.was,
          wasPlace: group.wasPlace))
    }
    manifest.groups.sort { $0.name.bytesPrecede($1.name) }
    manifest.typedDomains = domainNames.typed
    manifest.policy.ownDomains = ownDomains
  }
}
