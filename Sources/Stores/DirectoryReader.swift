import MailModel

/// Reads accounts, groups and history from the live side.
///
/// `plan`, `list`, `export` and `history` hold this protocol only, never `DirectoryWriter`: a
/// reader changes no byte of the store. Every directory passes `DirectoryConformanceTests`.
package protocol DirectoryReader {
  /// Everything of one moment, read in one transaction.
  ///
  /// Rows with a value that no rollbook writes are left out, and told in `damage`: only lists may
  /// use what is left, and nothing may be decided by it.
  func readableSnapshot() throws(StoreError) -> Snapshot

  /// Lets everything that `body` asks be of one moment.
  func atOneMoment<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value

  /// What the store knows of itself; costs the same however many accounts there are.
  func record() throws(StoreError) -> StoreRecord

  /// The account that has `address` as its name or an alias, looked up by that key; nil when there
  /// is none. Its marks tell of ownership and of leaving alone.
  ///
  /// - Throws: `damaged` when a row of that account cannot be read; other rows do not matter.
  func holder(of address: Address) throws(StoreError) -> LiveAccount?

  /// The group that has `address`; nil when there is none.
  func group(addressed address: Address) throws(StoreError) -> LiveGroup?

  /// The names of a group's accounts, sorted, those that are leaving among them.
  func members(of group: String) throws(StoreError) -> [Address]

  /// Every domain that an account, an alias or a group has an address in.
  func domains() throws(StoreError) -> Set<String>

  /// Everything in the trash, by name and run.
  func trash() throws(StoreError) -> [TrashItem]

  /// The group of that name; nil when there is none.
  func group(named name: String) throws(StoreError) -> LiveGroup?

  /// Every run that can be read, newest first, without changes and findings; and the rows of those
  /// that cannot.
  func readableRuns() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow])

  /// One run with its changes, findings and steps; nil when there is none of that number.
  func run(_ number: Int) throws(StoreError) -> RunRecord?

  /// The passwords that a run changed, by account id; empty once its hold is over.
  func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword]

  /// What errors call the store: a path or a host, never credentials.
  var name: String { get }
}

extension DirectoryReader {
  /// Everything of one moment.
  ///
  /// - Throws: `damaged` when a row cannot be read: what is decided on a part would be wrong.
  package func snapshot() throws(StoreError) -> Snapshot {
    let snapshot = try readableSnapshot()
    if let row = snapshot.damage.first {
      throw .damaged(name, row, others: snapshot.damage.count - 1)
    }
    return snapshot
  }

  /// Every run, newest first, without changes and findings.
  package func runs() throws(StoreError) -> [RunRecord] {
    let (runs, damage) = try readableRuns()
    if let row = damage.first { throw .damaged(name, row, others: damage.count - 1) }
    return runs
  }
}
