import MailModel
import System

/// Accounts, groups and history in an SQL database; reads only.
///
/// `snapshot()` is the whole stage: everything of one transaction, accounts in the connection's
/// own way (`AccountScan` on SQLite), the rest by plain queries.
struct SQLDirectory<Connection: SQLConnection>: DirectoryReader {
  let connection: Connection
  /// Where the store is opened.
  var host = Host.current

  var name: String { connection.name }

  func readableSnapshot() throws(StoreError) -> Snapshot {
    try connection.reading { () throws(StoreError) in
      let now = host.now()
      var snapshot = Snapshot(storeID: try setting("store-id") ?? "")
      (snapshot.accounts, snapshot.damage) = try connection.accounts(
        now: now, sources: try sources())
      snapshot.groups = try groups(&snapshot.damage)
      snapshot.domains = try domainNames()
      snapshot.formerNames = try formerNames()
      snapshot.formerGroupNames = try formerGroupNames()
      snapshot.spentLeavers = try spentLeavers()
      snapshot.spentApprovals = try spentApprovals()
      snapshot.trash = try trash(&snapshot.damage)
      snapshot.undoing = snapshot.trash.isEmpty ? [:] : try undoing()
      snapshot.removals = try removals(now: now, &snapshot.damage)
      snapshot.runTimes = try runTimes(&snapshot.damage)
      snapshot.lastApplied = try lastApplied(&snapshot.damage)
      snapshot.unfinished = try unfinishedRun()
      return snapshot
    }
  }

  func atOneMoment<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try connection.reading(body)
  }

  func record() throws(StoreError) -> StoreRecord {
    try connection.reading { () throws(StoreError) in
      var damage: [DamagedRow] = []
      let record = StoreRecord(
        storeID: try setting("store-id") ?? "", lastApplied: try lastApplied(&damage),
        unfinished: try unfinishedRun())
      if let row = damage.first { throw .damaged(name, row, others: damage.count - 1) }
      return record
    }
  }

  func holder(of address: Address) throws(StoreError) -> LiveAccount? {
    try connection.reading { () throws(StoreError) in
      let sql = "SELECT coalesce(alias_of, address) FROM address WHERE address = ?"
      let name = try connection.statement(sql).first(.text(address.text)) {
        Address(canonical: $0.text(0))
      }
      return try name.flatMap { name throws(StoreError) in try account(name) }
    }
  }

  func group(addressed address: Address) throws(StoreError) -> LiveGroup? {
    try connection.reading { () throws(StoreError) in
      let name = try connection.statement("SELECT name FROM mail_group WHERE address = ?")
        .first(.text(address.text)) { $0.text(0) }
      return try name.flatMap { name throws(StoreError) in try group(name) }
    }
  }

  func members(of group: String) throws(StoreError) -> [Address] {
    try connection.reading { () throws(StoreError) in
      var members: [Address] = []
      try connection.statement("SELECT address FROM account WHERE mail_group = ? ORDER BY address")
        .each(.text(group)) { row throws(StoreError) in
          members.append(try check(row, of: "account").address(0, "address"))
        }
      return members
    }
  }

  func domains() throws(StoreError) -> Set<String> {
    try connection.reading { () throws(StoreError) in try domainNames() }
  }

  func trash() throws(StoreError) -> [TrashItem] {
    try connection.reading { () throws(StoreError) in
      var damage: [DamagedRow] = []
      let items = try trash(&damage)
      if let row = damage.first { throw .damaged(name, row, others: damage.count - 1) }
      return items
    }
  }

  func group(named name: String) throws(StoreError) -> LiveGroup? {
    try connection.reading { () throws(StoreError) in try group(name) }
  }

  func readableRuns() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow]) {
    try connection.reading { () throws(StoreError) in try runRecords() }
  }

  func run(_ number: Int) throws(StoreError) -> RunRecord? {
    try connection.reading { () throws(StoreError) in try runRecord(number) }
  }

  func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword] {
    try connection.reading { () throws(StoreError) in try formerPasswordRecords(of: run) }
  }

  /// Every row of a query without parameters, made into a value.
  func all<Value>(
    _ sql: String, _ read: (Connection.Statement) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    var values: [Value] = []
    try connection.statement(sql).each { row throws(StoreError) in values.append(try read(row)) }
    return values
  }
}
