import MailModel
import Stores

/// Counts what a run does to the live side, and ends it at one of those effects.
///
/// From the stop on everything fails, as it does for a process that was killed.
final class StopSwitch {
  enum Moment: String, CaseIterable {
    case before
    case after
  }

  private(set) var effects = 0
  private let stop: Int?
  private let moment: Moment
  private(set) var isStopped = false

  init(at stop: Int? = nil, _ moment: Moment = .before) {
    self.stop = stop
    self.moment = moment
  }

  static let killed = StoreError.database("test", "killed")

  func perform<Value>(_ effect: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    guard !isStopped else { throw Self.killed }
    effects += 1
    if effects == stop, moment == .before {
      isStopped = true
      throw Self.killed
    }
    let value = try effect()
    if effects == stop {
      isStopped = true
      throw Self.killed
    }
    return value
  }
}

/// A directory whose effects go through a switch.
struct StoppingDirectory: DirectoryWriter {
  let directory: any DirectoryWriter
  let stop: StopSwitch

  var name: String { directory.name }
  func readableSnapshot() throws(StoreError) -> Snapshot { try directory.readableSnapshot() }
  func record() throws(StoreError) -> StoreRecord { try directory.record() }
  func holder(of address: Address) throws(StoreError) -> LiveAccount? {
    try directory.holder(of: address)
  }
  func atOneMoment<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try directory.atOneMoment(body)
  }
  func group(addressed address: Address) throws(StoreError) -> LiveGroup? {
    try directory.group(addressed: address)
  }
  func members(of group: String) throws(StoreError) -> [Address] {
    try directory.members(of: group)
  }
  func domains() throws(StoreError) -> Set<String> { try directory.domains() }
  func trash() throws(StoreError) -> [TrashItem] { try directory.trash() }
  func group(named name: String) throws(StoreError) -> LiveGroup? {
    try directory.group(named: name)
  }
  func readableRuns() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow]) {
    try directory.readableRuns()
  }
  func run(_ number: Int) throws(StoreError) -> RunRecord? { try directory.run(number) }
  func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword] {
    try directory.formerPasswords(of: run)
  }

  func takeLock(_ holder: LockHolder, taking: String?) throws(StoreError) -> LockHolder? {
    try stop.perform { () throws(StoreError) in try directory.takeLock(holder, taking: taking) }
  }

  func releaseLock(_ holder: LockHolder) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try directory.releaseLock(holder) }
  }

  func unlock(_ accounts: [Address], at time: Int64) throws(StoreError) -> [Address] {
    try stop.perform { () throws(StoreError) in try directory.unlock(accounts, at: time) }
  }

  func begin(_ batch: RunBatch) throws(StoreError) -> Int {
    try stop.perform { () throws(StoreError) in try directory.begin(batch) }
  }

  func hold(_ names: Set<Address>, until time: Int64) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try directory.hold(names, until: time) }
  }

  func announce(_ step: Int, of run: Int, mailbox: Mailbox) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.announce(step, of: run, mailbox: mailbox)
    }
  }

  func confirmRemoval(_ step: Int, of run: Int, at time: Int64) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.confirmRemoval(step, of: run, at: time)
    }
  }

  func confirmRestore(_ item: TrashItem, step: Int, of run: Int) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.confirmRestore(item, step: step, of: run)
    }
  }

  func holdBack(_ step: Int, of run: Int) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try directory.holdBack(step, of: run) }
  }

  func confirmErasure(_ item: TrashItem, step: Int, of run: Int) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.confirmErasure(item, step: step, of: run)
    }
  }

  func confirmAdoption(_ item: TrashItem?, step: Int, of run: Int) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.confirmAdoption(item, step: step, of: run)
    }
  }

  func redact(_ redaction: Redaction) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try directory.redact(redaction) }
  }

  func close(_ run: Int, outcome: RunRecord.Outcome, at time: Int64) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try directory.close(run, outcome: outcome, at: time)
    }
  }

  func remember(_ appliedState: AppliedState) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try directory.remember(appliedState) }
  }
}

/// A mail storage whose effects go through a switch.
struct StoppingMail: MailboxMover {
  let mail: any MailboxMover
  nonisolated(unsafe) let stop: StopSwitch

  func mailbox(at home: String) throws(StoreError) -> Mailbox { try mail.mailbox(at: home) }
  func besides(at home: String) throws(StoreError) -> [String] { try mail.besides(at: home) }
  func isTaken(_ home: String) throws(StoreError) -> Bool { try mail.isTaken(home) }
  func isOccupied(_ home: String) throws(StoreError) -> Bool { try mail.isOccupied(home) }
  func checkMark(of storeID: String) throws(StoreError) { try mail.checkMark(of: storeID) }
  func checkUnclaimed(by storeID: String) throws(StoreError) {
    try mail.checkUnclaimed(by: storeID)
  }
  func outerRoot(of storeID: String) -> String? { mail.outerRoot(of: storeID) }
  func checkPurge(of homes: [String]) throws(StoreError) { try mail.checkPurge(of: homes) }
  func hasMoved(_ item: String) throws(StoreError) -> Bool { try mail.hasMoved(item) }
  func mailbox(inTrash item: String) throws(StoreError) -> Mailbox {
    try mail.mailbox(inTrash: item)
  }
  func contents(ofItem item: String) throws(StoreError) -> ItemContents {
    try mail.contents(ofItem: item)
  }
  func standing(ofItem item: String) throws(StoreError) -> ItemStanding {
    try mail.standing(ofItem: item)
  }
  func holds(item: String) throws(StoreError) -> Bool { try mail.holds(item: item) }
  func record(inTrash item: String) throws(StoreError) -> String? {
    try mail.record(inTrash: item)
  }
  func hasHomes() throws(StoreError) -> Bool { try mail.hasHomes() }
  func difference(from snapshot: Snapshot, depth: Int) throws(StoreError) -> MailDifference {
    try mail.difference(from: snapshot, depth: depth)
  }
  func takeIn(_ folder: String, as item: String) throws(StoreError) {
    try stop.perform { () throws(StoreError) in try mail.takeIn(folder, as: item) }
  }
  func abandonMove(_ item: String) throws(StoreError) { try mail.abandonMove(item) }
  // Neither changes an account or its mail: what a crash leaves is the same before and after.
  func mark(for storeID: String) throws(StoreError) { try mail.mark(for: storeID) }
  func prepareTrash() throws(StoreError) { try mail.prepareTrash() }

  func moveToTrash(_ home: String, item: String, record: String) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try mail.moveToTrash(home, item: item, record: record)
    }
  }

  func restore(item: String, to home: String, isRepeated: Bool) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try mail.restore(item: item, to: home, isRepeated: isRepeated)
    }
  }

  func erase(item: String, home: String, isRepeated: Bool) throws(StoreError) {
    try stop.perform { () throws(StoreError) in
      try mail.erase(item: item, home: home, isRepeated: isRepeated)
    }
  }
}
