import MailModel
import MailServer
import Planning
import Stores
import System

/// What a run found and put right before its own work.
package enum Notice: Sendable, Hashable {
  /// A lock whose holder lives no more was taken over.
  case tookOver(LockHolder)
  /// A run that had stopped half-way was closed.
  case resumed(ResumedRun)
  /// The mail of an item went back, and its folder in the trash stays: it holds something else.
  case keptFolder(String)
  /// Nobody could end, or look for, the sessions of these accounts.
  case withoutSessions(MailServerAbsence, of: [Address])
  /// Nobody could look into the mail queue, for this reason.
  case withoutQueue(MailServerAbsence)
  /// Nobody could see what the mail server is receiving.
  case withoutReception(MailServerAbsence)

  /// True of what most sites need not hear of.
  package var isDetail: Bool {
    switch self {
    case .tookOver, .resumed, .keptFolder, .withoutReception: false
    // Where nobody serves the site, nobody is connected.
    case .withoutSessions(let absence, _): !absence.isFailure
    // Where there is a queue, what waits in it may bounce.
    case .withoutQueue(let absence): !absence.isOfAServer
    }
  }
}

/// What a run needs from outside, replaced in tests.
package struct RunEnvironment {
  /// Who runs it: an account's address, or the system's login name.
  package var operatorName: String
  package var host: String
  package var pid: Int32
  /// Seconds since 1970.
  package var now: () -> Int64
  /// The day a moment falls on, in the site's time zone.
  package var day: (Int64) -> Day
  /// The id of another host's lock to take over; nil for none.
  package var lockToTake: String?
  /// True once the run should stop after its current step.
  package var isInterrupted: () -> Bool
  /// Told what a run found and put right before its own work.
  package var notice: (Notice) -> Void
  /// Told before each step of a run: how many are done, how many there are, whose it is.
  package var progress: (_ done: Int, _ steps: Int, _ subject: Address) -> Void
  /// How long removals wait for the mail queue, all together, in seconds.
  package var drainTimeout: Int64 = 60
  /// Milliseconds on a clock that nobody sets; it stands still where there is none.
  package var uptime: () -> Int64 = { 0 }
  /// Waits so many milliseconds.
  package var pause: (Int64) -> Void = { _ in }
  /// What ids, locks and passwords are made of.
  package var random = RandomSource.kernel
  /// Told, while a run waits for the mail queue, how many messages it waits for.
  package var draining: (Int) -> Void = { _ in }

  package init(
    operatorName: String, host: String, pid: Int32, now: @escaping () -> Int64,
    day: @escaping (Int64) -> Day = { Day(secondsSince1970: $0) }, lockToTake: String? = nil,
    isInterrupted: @escaping () -> Bool = { false },
    notice: @escaping (Notice) -> Void = { _ in },
    progress: @escaping (Int, Int, Address) -> Void = { _, _, _ in }
  ) {
    self.operatorName = operatorName
    self.host = host
    self.pid = pid
    self.now = now
    self.day = day
    self.lockToTake = lockToTake
    self.isInterrupted = isInterrupted
    self.notice = notice
    self.progress = progress
  }

  func start(_ kind: RunRecord.Kind) -> RunStart {
    RunStart(
      kind: kind, operatorName: operatorName, host: host, pid: pid, started: now())
  }

  /// What the guard says of the clock.
  func clock(in snapshot: Snapshot, _ allowances: [Allowance]) -> Finding {
    let now = now()
    return Clock.finding(
      at: now, on: day(now), after: snapshot.runTimes, allowances: allowances)
  }

  /// The same for a run on the trash, with what guards said of it.
  func start(_ kind: RunRecord.Kind, judged findings: [Finding]) -> RunStart {
    var start = start(kind)
    start.findings = FindingDocument.text(of: findings)
    start.allowances = findings.filter { $0.verdict == .allowed }
      .map { "\($0.guardName):\($0.subject ?? "\($0.measured)")" }
    return start
  }
}
