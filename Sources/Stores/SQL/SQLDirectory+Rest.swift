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

  func groups() throws(StoreError) -> [LiveGroup] {
    try all("\(Self.groupQuery) ORDER BY g.name") { Self.group($0) }
  }

  func group(_ name: String) throws(StoreError) -> LiveGroup? {
    try connection.statement("\(Self.groupQuery) WHERE g.name = ?")
      .first(.text(name)) { Self.group($0) }
  }

  private static var groupQuery: String {
    """
    SELECT g.name, g.is_owned, g.owned_fields, s.path, g.comment, g.is_enabled, g.address
    FROM mail_group g LEFT JOIN source s ON s.id = g.source
    """
  }

  private static func group(_ row: Connection.Statement) -> LiveGroup {
    var values = FieldValues()
    values[.comment] = .text(row.text(4))
    values[.enabled] = .flag(row.flag(5))
    values[.address] =
      row.optionalText(6).map { .address(Address(canonical: $0)) } ?? .nothing
    return LiveGroup(
      name: row.text(0), values: values,
      ownedFields: FieldSet(rawValue: UInt16(truncatingIfNeeded: row.integer(2))),
      isOwned: row.flag(1), source: row.optionalText(3))
  }

  /// One step in the index for each domain, however many addresses it has.
  func domains() throws(StoreError) -> Set<String> {
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

  func trash() throws(StoreError) -> [TrashItem] {
    try all(
      """
      SELECT name, run, id, home, image, inbox, messages, bytes, newest, reason, removed, held_until
      FROM trash ORDER BY name, run
      """
    ) { row in
      TrashItem(
        name: Address(canonical: row.text(0)), run: row.number(1), id: row.text(2),
        home: row.text(3), values: Image(row.bytes(4)).values,
        mailbox: Self.mailbox(row, from: 5), reason: row.optionalText(9),
        removed: row.integer(10), heldUntil: row.integer(11))
    }
  }

  /// Reads inbox, messages, bytes and newest from four columns that stand together.
  static func mailbox(_ row: Connection.Statement, from column: Int) -> Mailbox {
    Mailbox(
      inbox: row.number(column), messages: row.number(column + 1),
      bytes: row.integer(column + 2), newest: row.optionalInteger(column + 3))
  }

  func lastApplied() throws(StoreError) -> LastApplied? {
    guard let hold = try setting("hold").flatMap({ Int64($0) }) else { return nil }
    let patterns = try setting("protected") ?? ""
    var lockout = Policy.Lockout()
    if let count = try setting("lockout-failures").flatMap({ Int($0) }) { lockout.failures = count }
    if let time = try setting("lockout-within").flatMap({ Int64($0) }) {
      lockout.within = Span(seconds: time)
    }
    if let time = try setting("lockout-for").flatMap({ Int64($0) }) {
      lockout.lasts = Span(seconds: time)
    }
    return LastApplied(
      protected: patterns.split(separator: "\n").map { NamePattern(String($0)) },
      hold: Span(seconds: hold), policy: try setting("policy"), domain: try setting("domain"),
      lockout: lockout)
  }
}
