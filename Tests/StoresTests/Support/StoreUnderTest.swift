import Glibc
import MailModel
import System
import TestSupport

@testable import Stores

/// The directories that keep every promise of `DirectoryReader` and `DirectoryWriter`.
enum StoreUnderTest: CaseIterable, Sendable {
  case inMemory
  case sqlite

  /// Gives `body` an empty store whose lock is taken.
  func open(_ body: (any DirectoryWriter) throws -> Void) throws {
    let site = try makeSite()
    let writer = try site.openWriter()
    _ = try writer.takeLock(.test)
    try body(writer)
  }

  /// An empty store whose lock is free.
  func makeSite() throws -> any StoreSite {
    switch self {
    case .inMemory: InMemorySite()
    case .sqlite: try SQLiteSite()
    }
  }
}

/// A store that several holders reach.
protocol StoreSite {
  /// What another process would open.
  func openWriter() throws -> any DirectoryWriter
  func openReader() throws -> any DirectoryReader
  /// Ends the holder of the lock as if it was killed.
  func kill(_ writer: any DirectoryWriter)
}

struct InMemorySite: StoreSite {
  private let directory = InMemoryDirectory()

  func openWriter() -> any DirectoryWriter { directory }
  func openReader() -> any DirectoryReader { directory }
  func kill(_ writer: any DirectoryWriter) { directory.abandonLock() }
}

struct SQLiteSite: StoreSite {
  let folder = TemporaryFolder()
  let url: StoreURL

  init() throws {
    url = try folder.makeStore()
  }

  func openWriter() throws -> any DirectoryWriter { try url.openWriter(lockTimeout: 0) }
  func openReader() throws -> any DirectoryReader { try url.openReader() }

  /// The kernel closes the lock file of a process that ends; its row stays.
  func kill(_ writer: any DirectoryWriter) {
    (writer as? SQLDirectoryWriter<SQLiteConnection>)?.connection.dropRunLock()
  }
}

/// The name by which a reader knows its own host.
let thisHost = Host.current.name

extension LockHolder {
  static let test = holder("test", pid: getpid())

  static func holder(_ id: String, host: String = "here", pid: Int32 = getpid()) -> LockHolder {
    LockHolder(id: id, host: host, pid: pid, operatorName: "operator \(id)", started: 1)
  }
}

extension TemporaryFolder {
  /// An empty SQLite store in the folder.
  func makeStore() throws -> StoreURL {
    let url = try StoreURL("sqlite:rollbook.db", base: path)
    try url.create()
    return url
  }
}

extension StoreURL {
  /// A writer that holds the lock.
  func openLockedWriter() throws -> any DirectoryWriter {
    let writer = try openWriter(lockTimeout: 0)
    _ = try writer.takeLock(.test)
    return writer
  }
}

extension DirectoryWriter {
  func takeLock(_ holder: LockHolder) throws(StoreError) -> LockHolder? {
    try takeLock(holder, taking: nil)
  }

  var accounts: [LiveAccount] {
    get throws { try snapshot().accounts.all }
  }

  func account(_ name: String) throws -> LiveAccount? { try snapshot().accounts[.school(name)] }

  /// Carries out `changes` as one run and closes it.
  @discardableResult
  func apply(
    _ changes: [Change], new: [LiveAccount] = [], appliedState: AppliedState? = nil
  ) throws -> Int {
    let run = try begin(.test(changes, new: new, appliedState: appliedState))
    try close(run, outcome: .done, at: 2_000)
    return run
  }

  /// Makes these accounts, owned.
  func add(_ accounts: LiveAccount...) throws {
    try apply(accounts.map(Change.adding), new: accounts)
  }

  /// Removes an account in a run of its own, up to its trash item.
  @discardableResult
  func remove(
    _ account: LiveAccount, leaver: String? = nil, allowances: [String] = [],
    started: Int64 = 1_000
  ) throws -> TrashItem {
    let run = try begin(
      .test(
        [.removing(account)], steps: [.of(account, leaver: leaver)], allowances: allowances,
        started: started))
    try announce(1, of: run, mailbox: Mailbox(inbox: 1, messages: 2, bytes: 300, newest: 900))
    try confirmRemoval(1, of: run, at: 1_500)
    try close(run, outcome: .done, at: 2_000)
    return try item(account.address, run)
  }

  func item(_ name: Address, _ run: Int) throws -> TrashItem {
    guard let item = try snapshot().trash.first(where: { $0.name == name && $0.run == run })
    else { throw StoreError.missing("\(name)#\(run)") }
    return item
  }

  /// Brings an account back in a run of its own.
  ///
  /// - Returns: The aliases that it was not given.
  @discardableResult
  func restore(_ item: TrashItem, as name: String? = nil) throws -> [Address] {
    let name = name.map { Address.school($0) } ?? item.name
    let run = try begin(.returning(item, as: name))
    defer { try? close(run, outcome: .done, at: 2_000) }
    try confirmRestore(item, step: 1, of: run)
    let aliases = try holder(of: name)?.values.aliases ?? []
    return item.values.aliases.filter { $0 != name && !aliases.contains($0) }
  }
}

extension RunBatch {
  static func test(
    _ changes: [Change], kind: RunRecord.Kind = .apply, new: [LiveAccount] = [],
    steps: [JournalStep] = [], allowances: [String] = [], appliedState: AppliedState? = nil,
    started: Int64 = 1_000
  ) -> RunBatch {
    RunBatch(
      start: RunStart(
        kind: kind, operatorName: "head", host: "mail", pid: 7, started: started,
        manifestDigest: "sha256:1", ownedBefore: 40, allowances: allowances,
        counts: [1, 2, 3, 4, 5], changes: "[]", findings: "[1]"),
      changes: changes,
      newAccounts: Dictionary(
        uniqueKeysWithValues: new.map { ($0.address, NewAccount(id: $0.id, home: $0.home)) }),
      steps: steps, appliedState: appliedState)
  }
}

extension RunBatch {
  /// Brings an item of the trash back.
  static func returning(
    _ item: TrashItem, as name: Address? = nil, _ changes: [Change] = [],
    kind: RunRecord.Kind = .restore
  ) -> RunBatch {
    var batch = RunBatch.test(changes, kind: kind, steps: [.of(item, .restore, as: name)])
    batch.returning = [ReturningAccount(item, as: name)]
    return batch
  }
}

extension JournalStep {
  static func of(_ account: LiveAccount, _ number: Int = 1, leaver: String? = nil) -> JournalStep {
    JournalStep(
      number: number, effect: .removal, account: account.address, id: account.id,
      home: account.home,
      reason: "left", leaver: leaver, heldUntil: 9_000, mailbox: Mailbox(messages: 1, bytes: 10))
  }

  static func of(_ item: TrashItem, _ effect: Effect, as name: Address? = nil) -> JournalStep {
    JournalStep(
      number: 1, effect: effect, account: name ?? item.name, id: item.id, home: item.home,
      reason: nil, leaver: nil,
      heldUntil: item.heldUntil, mailbox: item.mailbox)
  }
}
