import MailModel

extension SQLDirectory {
  func setting(_ name: String) throws(StoreError) -> String? {
    try connection.statement("SELECT value FROM setting WHERE name = ?")
      .first(.text(name)) { $0.text(0) }
  }

  /// Paths of manifest files by row id.
  func sources() throws(StoreError) -> [(id: Int64, path: String)] {
    try all("SELECT id, path FROM source ORDER BY id") { ($0.integer(0), $0.text(1)) }
  }

  func groups(_ damage: inout [DamagedRow]) throws(StoreError) -> [LiveGroup] {
    try readable("\(Self.groupQuery) ORDER BY g.name", &damage) { row throws(StoreError) in
      try group(row)
    }
  }

  func group(_ name: String) throws(StoreError) -> LiveGroup? {
    try connection.statement("\(Self.groupQuery) WHERE g.name = ?")
      .first(.text(name)) { row throws(StoreError) in try group(row) }
  }

  private static var groupQuery: String {
    """
    SELECT g.name, g.is_owned, g.owned_fields, s.path, g.comment, g.is_enabled, g.address
    FROM mail_group g LEFT JOIN source s ON s.id = g.source
    """
  }

  private func group(_ row: Connection.Statement) throws(StoreError) -> LiveGroup {
    let check = check(row, of: "mail_group")
    var values = FieldValues()
    values[.comment] = .text(row.text(4))
    values[.enabled] = .flag(row.flag(5))
    values[.address] =
      row.isNull(6) ? .nothing : .address(try check.address(6, "address"))
    return LiveGroup(
      name: row.text(0), values: values,
      ownedFields: try check.fields(2, "owned_fields", of: .ofGroup),
      isOwned: row.flag(1), source: row.optionalText(3))
  }

  /// One step in the index for each domain, however many addresses it has.
  func domainNames() throws(StoreError) -> Set<String> {
    Set(try all(Self.domainQuery) { $0.text(0) })
  }

  static var domainQuery: String {
    let domain = "substr(address, instr(address, '@') + 1)"
    return """
      WITH RECURSIVE found (name) AS (
        SELECT (SELECT \(domain) FROM address ORDER BY \(domain) LIMIT 1)
        UNION ALL
        SELECT (SELECT \(domain) FROM address WHERE \(domain) > name ORDER BY \(domain) LIMIT 1)
        FROM found WHERE name IS NOT NULL)
      SELECT name FROM found WHERE name IS NOT NULL
      """
  }

  /// Of live accounts; those in the trash keep theirs for the day they come back.
  func formerNames() throws(StoreError) -> [String: Set<Address>] {
    var names: [String: Set<Address>] = [:]
    let sql = "SELECT f.id, f.name FROM former_name f JOIN account a ON a.id = f.id"
    try connection.statement(sql).each { row in
      names[row.text(0), default: []].insert(Address(canonical: row.text(1)))
    }
    return names
  }

  func formerGroupNames() throws(StoreError) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    try connection.statement("SELECT group_name, name FROM former_group_name").each { row in
      names[row.text(0), default: []].insert(row.text(1))
    }
    return names
  }

  func spentLeavers() throws(StoreError) -> [Address: Set<String>] {
    var spent: [Address: Set<String>] = [:]
    try connection.statement("SELECT account, fingerprint FROM spent_leaver").each { row in
      spent[Address(canonical: row.text(0)), default: []].insert(row.text(1))
    }
    return spent
  }

  func trash(_ damage: inout [DamagedRow]) throws(StoreError) -> [TrashItem] {
    try readable(
      """
      SELECT name, run, id, home, image, inbox, messages, bytes, newest, reason, removed, held_until
      FROM trash ORDER BY name, run
      """, &damage
    ) { row throws(StoreError) in
      let check = check(row, of: "trash")
      return TrashItem(
        name: try check.address(0, "name"), run: row.number(1), id: try check.id(2, "id"),
        home: row.text(3), values: try check.values(4, "image"), mailbox: try check.mailbox(5),
        reason: row.optionalText(9), removed: try check.moment(10, "removed"),
        heldUntil: try check.moment(11, "held_until"))
    }
  }

  /// Runs that take others back, with those.
  func undoing() throws(StoreError) -> [Int: Int] {
    let runs = try all("SELECT number, undoes FROM run WHERE undoes IS NOT NULL") {
      ($0.number(0), $0.number(1))
    }
    return Dictionary(runs) { first, _ in first }
  }

  func lastApplied(_ damage: inout [DamagedRow]) throws(StoreError) -> LastApplied? {
    guard let hold = try span("hold", &damage) else { return nil }
    let patterns = try setting("protected") ?? ""
    var lockout = Policy.Lockout()
    if let count = try number("lockout-failures", in: 1...1_000_000, &damage) {
      lockout.failures = Int(count)
    }
    if let time = try span("lockout-within", &damage) { lockout.within = time }
    if let time = try span("lockout-for", &damage) { lockout.lasts = time }
    return LastApplied(
      protected: patterns.split(separator: "\n").map { NamePattern(String($0)) }, hold: hold,
      policy: try setting("policy"), domain: try setting("domain"),
      lockout: lockout)
  }

  private func span(
    _ name: String, _ damage: inout [DamagedRow]
  ) throws(StoreError) -> TimeSpan? {
    try number(name, in: StoredValue.spans, &damage).map { TimeSpan(seconds: $0) }
  }

  /// A setting that is a whole number; nil when there is none, or another value, which is told.
  private func number(
    _ name: String, in range: ClosedRange<Int64>, _ damage: inout [DamagedRow]
  ) throws(StoreError) -> Int64? {
    guard let text = try setting(name) else { return nil }
    if let number = Int64(text), range.contains(number) { return number }
    damage.append(
      DamagedRow(
        table: "setting", key: name, column: "value", value: DamagedRow.shown(text),
        wanted: "a number from \(range.lowerBound) to \(range.upperBound)"))
    return nil
  }
}
