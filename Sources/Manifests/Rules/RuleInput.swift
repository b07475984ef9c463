import MailModel

/// A read manifest as rules see it; valid only while its rows are.
struct RuleInput {
  let draft: Draft
  /// Sorted by address.
  let rows: AccountRows.View
  let addresses: AddressBook
  /// Rows that have `forward` or `assistant`, empty or not.
  let forwarding: [Int]
  /// Rows that have `autoresponder`, empty or not.
  let responding: [Int]
  private let places: MentionPlaces

  init(_ draft: Draft, _ rows: AccountRows.View) {
    self.draft = draft
    self.rows = rows
    var aliased: [Int] = []
    var forwarding: [Int] = []
    var responding: [Int] = []
    for row in 0..<rows.count {
      let fields = rows.image(row).fields.rawValue
      if fields & Self.lists == 0 { continue }
      if fields & Self.aliases != 0 { aliased.append(row) }
      if fields & Self.references != 0 { forwarding.append(row) }
      if fields & Self.replies != 0 { responding.append(row) }
    }
    self.forwarding = forwarding
    self.responding = responding
    addresses = AddressBook(draft, rows, withAliases: aliased)
    places = MentionPlaces(draft.mentions)
  }

  private static let lists = aliases | references | replies
  private static let aliases = FieldSet([Field.aliases]).rawValue
  private static let references = FieldSet([Field.forward, .assistant]).rawValue
  private static let replies = FieldSet([Field.autoresponder]).rawValue

  func add(_ diagnostic: Diagnostic) { draft.list.add(diagnostic) }

  func place(_ packed: UInt64) -> Place { draft.list.place(PackedPlace(rawValue: packed)) }

  /// Where an account's name stands.
  func place(ofRow row: Int) -> Place { place(rows.note(row)) }

  /// Where one address of an account's list stands, or the list's key.
  func place(ofRow row: Int, _ field: Field, _ address: UnsafeRawBufferPointer? = nil) -> Place {
    let owner = rows.note(row)
    let hash = address.map(NameTable.hash) ?? 0
    if let place = places.place(owner, field, hash) { return self.place(place) }
    if let name = rows.image(row).bytes(of: .group), let group = draft.groupNames.find(name),
      let place = places.place(draft.groups[group].place.rawValue, field, hash)
    {
      return self.place(place)
    }
    return place(owner)
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

  /// True when a row's forwarding is on and leaves no copy in the own mailbox.
  func forwardsAll(_ row: Int) -> Bool {
    guard let flags = rows.image(row).bytes(of: .forward)?.first else { return false }
    return flags & 1 == 0 && flags & 2 != 0
  }
}

/// Finds the places of list items; put in order only once somebody asks.
private final class MentionPlaces {
  private let mentions: [Draft.Mention]
  private var byOwner: [UInt64: [Draft.Mention]]?

  init(_ mentions: [Draft.Mention]) {
    self.mentions = mentions
  }

  func place(_ owner: UInt64, _ field: Field, _ hash: UInt32) -> UInt64? {
    let all = byOwner ?? Dictionary(grouping: mentions, by: \.owner)
    byOwner = all
    return all[owner]?.first { $0.field == field && $0.hash == hash }?.place
  }
}
