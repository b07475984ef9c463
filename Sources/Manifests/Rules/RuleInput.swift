import MailModel

/// A read manifest as rules see it; valid only while its rows are.
struct RuleInput {
  let draft: ManifestBuilder
  /// Sorted by address.
  let rows: AccountRows.View
  /// Rows that have `forward`, `assistant` or `autoresponder`, empty or not.
  let listed: [Int]
  /// Second claims on an address; looked for one by one only where hashes say there are some.
  let clashes: [AddressBook.Clash]
  private let places: MentionPlaces
  private let book: LazyBook

  init(_ draft: ManifestBuilder, _ rows: AccountRows.View) {
    self.draft = draft
    self.rows = rows
    listed =
      draft.keepsOrder
      ? draft.listedRows
      : (0..<rows.count).filter { rows.image($0).fields.rawValue & MentionPlaces.lists != 0 }
    places = MentionPlaces(draft.mentions)
    let book = LazyBook(draft, rows)
    clashes = AddressHashes.mayClash(draft, rows) ? book.value.clashes : []
    self.book = book
  }

  /// True when the manifest has an account, an alias or a group's address in the same domain.
  private func isUsed(_ address: UnsafeRawBufferPointer) -> Bool {
    let domain = AddressBook.domain(of: address)
    return draft.domains.find(domain) != nil || draft.aliasDomains.find(domain) != nil
  }

  /// True for an address in a domain that the site declares.
  func isOwn(_ address: UnsafeRawBufferPointer) -> Bool {
    draft.isOwn(AddressBook.domain(of: address))
  }

  /// Who has the address; a sub-address belongs to whom its name belongs to.
  func owner(of address: UnsafeRawBufferPointer) -> AddressBook.Owner? {
    guard isUsed(address) else { return nil }
    if let row = rows.index(of: address) { return .account(row: row) }
    return book.value.owner(of: address)
  }

  /// The number of the group that a row's account is in; nil for none that is declared.
  func group(of row: Int) -> Int? {
    rows.image(row).bytes(of: .group).flatMap(draft.groupNames.find)
  }

  /// The row that gets mail for the address as its own or as an alias.
  func row(of address: UnsafeRawBufferPointer) -> Int? {
    switch owner(of: address) {
    case .account(let row), .alias(let row): row
    case .group, nil: nil
    }
  }

  /// The known address that is spelled most like this one, and not that of the row itself.
  func nearest(to address: String, notOfRow row: Int? = nil) -> String? {
    book.value.nearest(to: address) { owner in
      switch owner {
      case .account(let other), .alias(let other): other != row
      case .group: true
      }
    }
  }

  func add(_ make: @autoclosure () -> Diagnostic) { draft.list.add(make()) }

  func place(_ packed: UInt64) -> Place { draft.list.place(PackedPlace(rawValue: packed)) }

  /// Where an account's name stands.
  func place(ofRow row: Int) -> Place { place(rows.note(row)) }

  /// Where one address of an account's list stands, or the list's key.
  func place(ofRow row: Int, _ field: Field, _ address: UnsafeRawBufferPointer? = nil) -> Place {
    let owners = draft.owners(ofRow: row, in: rows)
    let hash = address.map(NameTable.wideHash) ?? 0
    return place(places.place(owners, field, hash) ?? rows.note(row))
  }

  /// Calls `body` with each target of a row's `forward` or `assistant`.
  func forEachTarget(ofRow row: Int, _ field: Field, _ body: (UnsafeRawBufferPointer) -> Void) {
    guard let bytes = rows.image(row).bytes(of: field), !bytes.isEmpty else { return }
    var start = 1
    for index in 1...bytes.count
    where index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
      body(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
    }
  }

  /// True when a row's forwarding is on.
  func forwards(_ row: Int) -> Bool {
    rows.image(row).bytes(of: .forward)?.first.map { $0 & 2 != 0 } ?? false
  }

  /// True when a row's forwarding is on and leaves no copy in the own mailbox.
  func forwardsAll(_ row: Int) -> Bool {
    guard let flags = rows.image(row).bytes(of: .forward)?.first else { return false }
    return flags & 1 == 0 && flags & 2 != 0
  }
}

/// Makes the book of addresses once somebody asks: most manifests need none.
private final class LazyBook {
  private let draft: ManifestBuilder
  private let rows: AccountRows.View
  private(set) lazy var value = AddressBook(draft, rows)

  init(_ draft: ManifestBuilder, _ rows: AccountRows.View) {
    self.draft = draft
    self.rows = rows
  }
}
