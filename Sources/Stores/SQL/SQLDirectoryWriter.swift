import MailModel
import System

/// Changes a directory in an SQL database; every function is one flushed transaction.
///
/// `begin` is the whole of an apply's first transaction, in an order that lets names and
/// addresses move between accounts: accounts that return, checks, journal, releases, groups, renames,
/// new accounts, values, claims, removals.
final class SQLDirectoryWriter<Connection: SQLConnection>: DirectoryWriter {
  let connection: Connection
  let reader: SQLDirectory<Connection>
  /// Who took the lock through this writer and has not given it back.
  var holder: LockHolder?

  init(_ connection: Connection, on host: Host) {
    self.connection = connection
    reader = SQLDirectory(connection: connection, host: host)
  }

  var name: String { reader.name }

  func readableSnapshot() throws(StoreError) -> Snapshot { try reader.readableSnapshot() }
  func atOneMoment<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try reader.atOneMoment(body)
  }
  func record() throws(StoreError) -> StoreRecord { try reader.record() }
  func holder(of address: Address) throws(StoreError) -> LiveAccount? {
    try reader.holder(of: address)
  }
  func group(addressed address: Address) throws(StoreError) -> LiveGroup? {
    try reader.group(addressed: address)
  }
  func members(of group: String) throws(StoreError) -> [Address] {
    try reader.members(of: group)
  }
  func domains() throws(StoreError) -> Set<String> { try reader.domains() }
  func trash() throws(StoreError) -> [TrashItem] { try reader.trash() }
  func group(named name: String) throws(StoreError) -> LiveGroup? {
    try reader.group(named: name)
  }
  func readableRuns() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow]) {
    try reader.readableRuns()
  }
  func run(_ number: Int) throws(StoreError) -> RunRecord? { try reader.run(number) }

  func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword] {
    try reader.formerPasswords(of: run)
  }

  func begin(_ batch: RunBatch) throws(StoreError) -> Int {
    try effect { () throws(StoreError) in
      try write("UPDATE account SET is_leaving = 0 WHERE is_leaving = 1")
      for account in batch.returning { try insert(account) }
      try checkAssumptions(of: batch)
      let run = try record(batch)
      if batch.start.kind.isOfPlan { try releaseHeldNames() }
      try releaseAddresses(batch)
      try renameGroups(batch)
      try writeGroups(batch)
      // Before anybody takes the name of one that goes.
      for change in batch.accounts(.remove) { try writeValues(change) }
      try renameAccounts(batch)
      for change in batch.accounts(.add) { try add(change, batch.identity(of: change)) }
      for action in [Change.Action.edit, .rename, .adopt] {
        for change in batch.accounts(action) { try edit(change) }
      }
      try claimAddresses(batch)
      for change in batch.accounts(.remove) {
        try markLeaving(change)
      }
      for change in batch.groups(.remove) {
        try write("DELETE FROM mail_group WHERE name = ?", .text(change.name))
      }
      if let appliedState = batch.appliedState { try note(appliedState) }
      return run
    }
  }

  func remember(_ appliedState: AppliedState) throws(StoreError) {
    try effect { () throws(StoreError) in
      try note(appliedState)
      try dropStrayMarks()
    }
  }

  /// By the id, since in this very run somebody else may take the name.
  private func markLeaving(_ change: Change) throws(StoreError) {
    let marked = try write(
      "UPDATE account SET is_leaving = 1 WHERE id = ?", .optional(change.id))
    guard marked == 1 else { throw .conflict("account \(change.name) is gone") }
  }

  private func checkAssumptions(of batch: RunBatch) throws(StoreError) {
    let groups = batch.groupRenames
    for change in batch.changes where change.action != .add {
      let name = change.formerName ?? change.name
      switch change.kind {
      case .account:
        let account = try reader.account(Address(canonical: name), fields: change.touched)
        try change.check(account: account?.following(groups))
      case .group:
        try change.check(group: reader.group(name))
      }
    }
  }

  @discardableResult
  func write(_ sql: String) throws(StoreError) -> Int {
    try connection.statement(sql).run()
  }

  @discardableResult
  func write(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int {
    try write(sql, all: values)
  }

  @discardableResult
  func write(_ sql: String, all values: [SQLValue]) throws(StoreError) -> Int {
    let statement = try connection.statement(sql)
    try statement.bind(values)
    defer { statement.reset() }
    while try statement.step() {}
    return statement.changes
  }

  /// Runs `body`; a refusal by the one name space becomes a sentence about `name`.
  func claiming(_ name: String, _ body: () throws(StoreError) -> Void) throws(StoreError) {
    try dropStray(name)
    do {
      try body()
    } catch {
      if case .conflict(let words) = error { throw .conflict("\(name) is taken: \(words)") }
      throw error
    }
  }

  /// Drops a row of the name space that neither an account nor a group stands behind; only a hand
  /// leaves one, and nobody could have the name any more.
  func dropStray(_ address: String) throws(StoreError) {
    try write(
      """
      DELETE FROM address WHERE address = ?1
        AND NOT EXISTS (SELECT 1 FROM account WHERE address = coalesce(alias_of, ?1))
        AND (alias_of IS NOT NULL OR NOT EXISTS (SELECT 1 FROM mail_group WHERE address = ?1))
      """, .text(address))
  }
}
