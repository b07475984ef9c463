import Execution
import MailModel
import MailServer
import Planning
import Stores
import TestSupport

/// An in-memory site and what a run on it is made of.
final class Bench {
  let directory = InMemoryDirectory()
  let mail = InMemoryMailStorage()
  let server = InMemoryMailServer()
  let location = MailLocation("maildir:mail/%d/%n-%i") ?? Bench.noLocation()
  var now: Int64 = 1_800_000_000
  var drainTimeout: Int64 = 60
  /// Milliseconds that runs have waited.
  private(set) var paused: Int64 = 0
  /// Milliseconds that looks at the queue take besides.
  var uptime: () -> Int64 = { 0 }
  var onPause: () -> Void = {}
  private(set) var notices: [Notice] = []

  private static func noLocation() -> MailLocation {
    preconditionFailure("the template of the tests is valid")
  }

  /// No process has this number: Linux gives none above 2^22.
  static let deadProcess: Int32 = 1 << 22 + 1

  func environment(isInterrupted: @escaping () -> Bool = { false }) -> RunEnvironment {
    var environment = RunEnvironment(
      operatorName: "tester", host: hostName, pid: Bench.deadProcess, now: { self.now },
      isInterrupted: isInterrupted, notice: { self.notices.append($0) })
    environment.drainTimeout = drainTimeout
    environment.uptime = uptime
    environment.pause = {
      self.paused += $0
      self.onPause()
    }
    return environment
  }

  func context(
    holdsRemovals: Bool = false, allowing allowances: [String] = [], approvals: [Approval] = []
  ) -> PlanContext {
    var context = PlanContext(
      operatorAddress: nil, now: now, today: Day(secondsSince1970: now),
      allowances: allowances.compactMap { Allowance($0) }, holdsRemovals: holdsRemovals)
    context.approvals = approvals
    return context
  }

  func current(_ manifest: Manifest, _ context: PlanContext? = nil) throws(StoreError)
    -> PlanMaker.Result
  {
    try PlanMaker(directory: directory, mail: mail, location: location, server: server)
      .plan(for: manifest, in: context ?? self.context())
  }

  /// Plans and applies, through `stop` where one is given.
  @discardableResult
  func apply(
    _ manifest: Manifest, context: PlanContext? = nil, stop: StopSwitch? = nil,
    credentials: String? = nil, isInterrupted: @escaping () -> Bool = { false },
    between: () throws -> Void = {}
  ) throws -> RunResult {
    let context = context ?? self.context()
    let agreed = try current(manifest, context).plan
    try between()
    let runner = Runner(
      directory: stop.map { StoppingDirectory(directory: directory, stop: $0) } ?? directory,
      mail: stop.map { StoppingMail(mail: mail, stop: $0) } ?? mail, location: location,
      server: server, environment: environment(isInterrupted: isInterrupted))
    return try runner.apply(
      Runner.Order(
        aim: .manifest(manifest), agreed: agreed, context: context, credentials: credentials))
  }

  /// Gives an account's mailbox `count` messages.
  func deliver(_ count: Int, to name: String) throws {
    guard let account = try directory.snapshot().accounts[address(name)] else {
      preconditionFailure("the test delivers to \(name), which does not live")
    }
    mail.deliver(
      Mailbox(inbox: count, messages: count, bytes: Int64(count) * 100, newest: now - 90 * 86_400),
      to: account.home)
  }

  /// What an administrator would call the state: accounts with their values, groups, and the
  /// messages of each account and each trash item.
  func state() throws -> [String] {
    let snapshot = try directory.snapshot()
    var lines: [String] = []
    for account in snapshot.accounts.all {
      let mailbox = try mail.mailbox(at: account.home)
      let marks = account.marks.contains(.leaving) ? "leaving" : account.isOwned ? "owned" : ""
      lines.append("\(account.address) \(marks) \(text(account.values)) \(mailbox.messages)")
    }
    for group in snapshot.groups { lines.append("\(group.name) \(text(group.values))") }
    for item in snapshot.trash {
      let mailbox = mail.mailbox(ofItem: item.label)
      lines.append("trash \(item.name) \(text(item.values)) \(mailbox?.messages ?? -1)")
    }
    return lines
  }
}

/// Values that are not empty, in the order of fields.
private func text(_ values: FieldValues) -> String {
  Field.allCases.filter { values[$0] != $0.emptyValue }
    .map { "\($0.key)=\(values[$0])" }
    .joined(separator: " ")
}

/// The name that the lock compares processes on.
let hostName = "bench.example"
