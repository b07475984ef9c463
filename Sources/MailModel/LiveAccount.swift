/// One account as the store has it.
package struct LiveAccount: Hashable, Sendable {
  package var address: Address
  /// Immutable, 8 characters of `a-z0-9`.
  package var id: String
  /// Mail home relative to the mail root.
  package var home: String
  package var values: FieldValues
  /// The fields rollbook manages; empty for an account that is not owned.
  package var ownedFields: FieldSet
  package var marks: LiveMarks
  /// Last login in seconds since 1970; nil when it is not known.
  package var lastLogin: Int64?

  package init(
    address: Address, id: String, home: String, values: FieldValues, ownedFields: FieldSet,
    marks: LiveMarks, lastLogin: Int64? = nil
  ) {
    self.address = address
    self.id = id
    self.home = home
    self.values = values
    self.ownedFields = ownedFields
    self.marks = marks
    self.lastLogin = lastLogin
  }

  package var isOwned: Bool { marks.contains(.owned) }
}

/// What guards ask of every account, readable without decoding it.
package struct LiveMarks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// rollbook created or adopted it.
  package static let owned = LiveMarks(rawValue: 1 << 0)
  /// Marked for removal by a run; its login is refused and its mail deferred.
  package static let leaving = LiveMarks(rawValue: 1 << 1)
  package static let admin = LiveMarks(rawValue: 1 << 2)
  package static let enabled = LiveMarks(rawValue: 1 << 3)
  /// Locked out by failed logins.
  package static let locked = LiveMarks(rawValue: 1 << 4)
  package static let protected = LiveMarks(rawValue: 1 << 5)
  package static let hasForward = LiveMarks(rawValue: 1 << 6)
  package static let hasAssistant = LiveMarks(rawValue: 1 << 7)
  package static let hasAliases = LiveMarks(rawValue: 1 << 8)

  /// The marks that follow from an account's own values.
  package init(of values: FieldValues) {
    let flags: [(Bool, LiveMarks)] = [
      (values.isAdmin, .admin), (values.isEnabled, .enabled), (values.isProtected, .protected),
      (values.forwarding != nil, .hasForward), (values.assistant != nil, .hasAssistant),
      (!values.aliases.isEmpty, .hasAliases),
    ]
    self = flags.reduce(into: []) { if $1.0 { $0.insert($1.1) } }
  }

  /// The manifest file that listed the account at the last apply, as an index in
  /// `LiveAccounts.sources`; nil when none did.
  package var source: Int? {
    let number = Int(rawValue >> 32)
    return number == 0 ? nil : number - 1
  }

  package func with(source: Int?) -> LiveMarks {
    LiveMarks(rawValue: rawValue & 0xFFFF_FFFF | UInt64(source.map { $0 + 1 } ?? 0) << 32)
  }
}

/// All accounts of the store, sorted by address.
///
/// The counted image of a row holds the owned fields, so it equals the manifest's image exactly
/// when there is nothing to do; the second image holds the other fields that are not empty.
package struct LiveAccounts: Sendable {
  package private(set) var rows = AccountRows()
  /// Paths of manifest files, as the last apply named them.
  package var sources: [String] = []

  package init() {}

  package var count: Int { rows.count }

  package mutating func reserve(_ count: Int) {
    rows.reserve(rows: count, bytes: count * 256)
  }

  /// Appends the account whose values `builder` holds; accounts must come in address order.
  package mutating func append(
    address: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer, home: UnsafeRawBufferPointer,
    builder: borrowing ImageBuilder, ownedFields: FieldSet, marks: LiveMarks, lastLogin: Int64?
  ) {
    precondition(id.count == MailLocation.idLength, "an account id has 8 characters")
    tail.removeAll(keepingCapacity: true)
    tail.append(contentsOf: id)
    withUnsafeBytes(of: (lastLogin ?? .min).littleEndian) { tail.append(contentsOf: $0) }
    tail.append(contentsOf: home)
    tail.withUnsafeBytes { tail in
      rows.append(
        key: address, builder: builder, counted: ownedFields,
        rest: builder.filled.subtracting(ownedFields), tail: tail, note: marks.rawValue)
    }
  }

  package mutating func append(_ account: LiveAccount) {
    var builder = ImageBuilder()
    builder.set(account.values)
    var address = account.address.text
    var id = account.id
    var home = account.home
    address.withUTF8 { address in
      id.withUTF8 { id in
        home.withUTF8 { home in
          append(
            address: UnsafeRawBufferPointer(address), id: UnsafeRawBufferPointer(id),
            home: UnsafeRawBufferPointer(home), builder: builder,
            ownedFields: account.ownedFields, marks: account.marks, lastLogin: account.lastLogin)
        }
      }
    }
  }

  private var tail: [UInt8] = []

  package mutating func insert(_ account: LiveAccount) { insert([account]) }

  /// Puts accounts in their place among the others; rare, since all are copied.
  package mutating func insert(_ accounts: [LiveAccount]) {
    var result = LiveAccounts()
    result.sources = sources
    for other in (all + accounts).sorted(by: { $0.address < $1.address }) { result.append(other) }
    self = result
  }

  /// Forgets the accounts of `addresses`.
  package mutating func remove(_ addresses: Set<Address>) {
    let view = rows.view
    let doomed = Set(addresses.compactMap { view.index(of: $0) })
    rows.filter { !doomed.contains($0) }
  }

  /// The accounts as they are now, for a walk that must not copy.
  package var view: View { View(rows: rows.view) }

  /// The account of this address; nil when there is none.
  package subscript(address: Address) -> LiveAccount? {
    let view = view
    return view.rows.index(of: address).map(view.account)
  }

  /// Every account, decoded; for lists, not for large plans.
  package var all: [LiveAccount] {
    let view = view
    return (0..<view.rows.count).map(view.account)
  }
}

extension LiveAccounts {
  /// Reads accounts in place; the pointers that it gives are valid as long as it is held.
  package struct View: Sendable {
    package let rows: AccountRows.View

    package func marks(_ index: Int) -> LiveMarks { LiveMarks(rawValue: rows.note(index)) }

    package func id(_ index: Int) -> String {
      String(decoding: rows.tail(index).prefix(MailLocation.idLength), as: UTF8.self)
    }

    /// The mail home's path.
    package func homeBytes(_ index: Int) -> Slice<UnsafeRawBufferPointer> {
      rows.tail(index).dropFirst(MailLocation.idLength + 8)
    }

    /// Any field's value, owned or not.
    package func value(of field: Field, _ index: Int) -> FieldValue {
      rows.image(index).value(of: field) ?? rows.rest(index)?.value(of: field)
        ?? field.emptyValue
    }

    package func account(_ index: Int) -> LiveAccount {
      let image = rows.image(index)
      var values = image.values
      if let rest = rows.rest(index)?.values {
        for field in rest.fields.fields { values[field] = rest[field] }
      }
      let tail = rows.tail(index)
      let login = tail.loadUnaligned(fromByteOffset: MailLocation.idLength, as: Int64.self)
        .littleEndian
      return LiveAccount(
        address: rows.address(index), id: id(index),
        home: String(decoding: homeBytes(index), as: UTF8.self),
        values: values, ownedFields: image.fields, marks: marks(index),
        lastLogin: login == .min ? nil : login)
    }
  }
}

/// One group as the store has it.
package struct LiveGroup: Hashable, Sendable {
  package var name: String
  package var values: FieldValues
  /// The fields rollbook manages.
  package var ownedFields: FieldSet
  package var isOwned: Bool
  /// The manifest file that listed it at the last apply.
  package var source: String?

  package init(
    name: String, values: FieldValues, ownedFields: FieldSet, isOwned: Bool, source: String? = nil
  ) {
    self.name = name
    self.values = values
    self.ownedFields = ownedFields
    self.isOwned = isOwned
    self.source = source
  }
}
