import MailModel

/// Reads every account in address order, straight into canonical bytes.
///
/// Five cursors walk side by side and no value becomes a `String`: a scan costs little more than
/// stepping the tables.
struct AccountScan<Connection: SQLConnection> {
  private let accountRows: Connection.Statement
  private var aliases: OrderedRows<Connection.Statement>
  private var forwards: OrderedRows<Connection.Statement>
  private var assistants: OrderedRows<Connection.Statement>
  private var responders: OrderedRows<Connection.Statement>
  private let count: Int
  private let now: Int64
  private let sources: [String]
  /// Index in `sources` by row id.
  private let sourceIndex: [Int64: Int]
  private var builder = ImageBuilder()
  private var columns = CanonicalColumns()
  private let store: String
  private var damage: [DamagedRow] = []
  /// What is wrong with a row beside the account's; nil while nothing is.
  private var childDamage: DamagedRow?

  /// Prepares a scan at `now`, which tells a lock that is over from one that holds, with the
  /// paths of manifest files by their row ids.
  init(
    _ connection: Connection, now: Int64, sources: [(id: Int64, path: String)]
  ) throws(StoreError) {
    accountRows = try connection.statement(
      "SELECT \(AccountColumns.list) FROM account ORDER BY address")
    aliases = try OrderedRows(
      connection.statement(
        """
        SELECT alias_of, address FROM address WHERE alias_of IS NOT NULL
        ORDER BY alias_of, address
        """))
    forwards = try OrderedRows(
      connection.statement(
        "SELECT account, target FROM forward_target ORDER BY account, target"))
    assistants = try OrderedRows(
      connection.statement(
        "SELECT account, target FROM assistant_target ORDER BY account, target"))
    responders = try OrderedRows(
      connection.statement(
        "SELECT \(AutoresponderColumns.list) FROM autoresponder ORDER BY account"))
    count = try connection.statement("SELECT count(*) FROM account").first { $0.number(0) } ?? 0
    store = connection.name
    self.now = now
    self.sources = sources.map(\.path)
    sourceIndex = Dictionary(
      uniqueKeysWithValues: sources.enumerated().map { ($1.id, $0) })
  }

  consuming func accounts() throws(StoreError) -> (LiveAccounts, [DamagedRow]) {
    defer {
      accountRows.reset()
      aliases.end()
      forwards.end()
      assistants.end()
      responders.end()
    }
    var accounts = LiveAccounts()
    accounts.sources = sources
    accounts.reserve(count)
    try accountRows.bind([])
    while try accountRows.step() {
      builder.removeAll()
      let address = accountRows.bytes(AccountColumns.address)
      var marks = setColumns()
      try setChildren(of: address, &marks)
      let row = accountRows
      guard isSound(row), childDamage == nil else {
        noteDamage()
        continue
      }
      accounts.append(
        address: address, id: row.bytes(AccountColumns.id), home: row.bytes(AccountColumns.home),
        builder: builder,
        ownedFields: FieldSet(
          rawValue: FieldSet.RawValue(truncatingIfNeeded: row.integer(AccountColumns.ownedFields))),
        marks: marks, lastLogin: row.optionalInteger(AccountColumns.lastLogin))
    }
    return (accounts, damage)
  }

  /// True when every value of the account's own row is one that rollbook writes; runs for each.
  @inline(__always)
  private func isSound(_ row: Connection.Statement) -> Bool {
    StoredValue.isAddress(row.bytes(AccountColumns.address))
      && StoredValue.isAccountID(row.bytes(AccountColumns.id))
      && row.bytes(AccountColumns.home).count <= StoredValue.longestHome
      && row.integer(AccountColumns.ownedFields) & ~Int64(FieldSet.ofAccount.rawValue) == 0
      && row.integer(AccountColumns.quota) >= 0
      && StoredValue.services.contains(row.integer(AccountColumns.services))
      && StoredValue.moments.contains(row.integer(AccountColumns.lastLogin))
  }

  @inline(never)
  private mutating func noteDamage(
    _ value: String, _ table: String, _ column: String, of address: UnsafeRawBufferPointer
  ) {
    childDamage = DamagedRow(
      table: table, key: String(decoding: address, as: UTF8.self), column: column,
      value: DamagedRow.shown(value), wanted: "an address in lower case")
  }

  /// Looks at the autoresponder that the scan stands on.
  private mutating func noteDamageOfResponder() {
    do throws(StoreError) {
      try RowCheck(row: responders.statement, store: store, table: "autoresponder")
        .checkAutoresponder()
    } catch {
      if case .damaged(_, let row, _) = error { childDamage = row }
    }
  }

  /// Tells what is wrong with the account that the scan stands on.
  @inline(never)
  private mutating func noteDamage() {
    if let row = childDamage {
      damage.append(row)
      childDamage = nil
      return
    }
    do throws(StoreError) {
      try RowCheck(row: accountRows, store: store, table: "account").checkAccount()
    } catch {
      if case .damaged(_, let row, _) = error { damage.append(row) }
    }
  }

  /// Sets the fields that are columns of the account's own row.
  private mutating func setColumns() -> LiveMarks {
    let row = accountRows
    for column in AccountColumns.fields {
      switch column.kind {
      case .line, .groupName, .password:
        let bytes = row.bytes(column.number)
        if !bytes.isEmpty { builder.set(column.field, bytes) }
      case .flag:
        let flag = row.flag(column.number)
        if flag != column.isTrueWhenEmpty {
          withUnsafeBytes(of: UInt8(flag ? 1 : 0)) { builder.set(column.field, $0) }
        }
      case .quota:
        let quota = row.integer(column.number)
        if quota != 0 {
          withUnsafeBytes(of: quota.littleEndian) { builder.set(column.field, $0) }
        }
      case .services:
        let services = row.integer(column.number)
        if services != Int64(ServiceSet.all.rawValue) {
          withUnsafeBytes(of: UInt8(truncatingIfNeeded: services)) { builder.set(column.field, $0) }
        }
      case .addresses, .address, .assistant, .forward, .autoresponder: break
      }
    }
    var marks = LiveMarks(rawValue: 0)
    if builder.filled.contains(Field.admin) { marks.add(.admin) }
    if !builder.filled.contains(Field.enabled) { marks.add(.enabled) }
    if builder.filled.contains(Field.protect) { marks.add(.protected) }
    if row.flag(AccountColumns.isOwned) { marks.add(.owned) }
    if row.flag(AccountColumns.isLeaving) { marks.add(.leaving) }
    // NULL reads as 0, which is over.
    if row.integer(AccountColumns.lockedUntil) > now { marks.add(.locked) }
    let source = row.integer(AccountColumns.source)
    return source == 0 ? marks : marks.with(source: sourceIndex[source])
  }

  private mutating func setChildren(
    of address: UnsafeRawBufferPointer, _ marks: inout LiveMarks
  ) throws(StoreError) {
    if try aliases.stands(at: address) {
      columns.begin()
      let fault = try Self.append(&columns, of: address, from: &aliases)
      if let fault { noteDamage(fault, "address", "address", of: address) }
      columns.write(to: &builder, as: .aliases)
      marks.add(.hasAliases)
    }
    if try forwards.stands(at: address) {
      columns.begin(
        flags: CanonicalColumns.forwardFlags(
          keepsCopy: accountRows.flag(AccountColumns.forwardKeeps),
          isEnabled: accountRows.flag(AccountColumns.forwardEnabled)))
      let fault = try Self.append(&columns, of: address, from: &forwards)
      if let fault { noteDamage(fault, "forward_target", "target", of: address) }
      columns.write(to: &builder, as: .forward)
      marks.add(.hasForward)
    }
    if try assistants.stands(at: address) {
      columns.begin(flags: accountRows.flag(AccountColumns.assistantOnly) ? 1 : 0)
      let fault = try Self.append(&columns, of: address, from: &assistants)
      if let fault { noteDamage(fault, "assistant_target", "target", of: address) }
      columns.write(to: &builder, as: .assistant)
      marks.add(.hasAssistant)
    }
    if try responders.stands(at: address) {
      noteDamageOfResponder()
      columns.setAutoresponder(responders.statement)
      columns.write(to: &builder, as: .autoresponder)
      try responders.advance()
    }
  }

  /// - Returns: What is no address among them; nil when all are.
  private static func append(
    _ columns: inout CanonicalColumns, of address: UnsafeRawBufferPointer,
    from rows: inout OrderedRows<Connection.Statement>
  ) throws(StoreError) -> String? {
    var isFirst = true
    var fault: String?
    repeat {
      if !StoredValue.isAddress(rows.statement.bytes(1)) { fault = rows.statement.text(1) }
      columns.append(address: rows.statement.bytes(1), isFirst: isFirst)
      isFirst = false
      try rows.advance()
    } while try rows.stands(at: address)
    return fault
  }
}

extension LiveMarks {
  /// `insert` of the standard library, which is not compiled for this type and shows in a scan.
  @inline(__always)
  fileprivate mutating func add(_ mark: LiveMarks) {
    self = LiveMarks(rawValue: rawValue | mark.rawValue)
  }
}
