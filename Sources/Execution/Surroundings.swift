import MailModel
import Stores

/// What a run needs from outside, replaced in tests.
package struct Surroundings {
  /// Who runs it: an account's address, or the system's login name.
  package var operatorName: String
  package var host: String
  package var pid: Int32
  /// Seconds since 1970.
  package var now: () -> Int64
  /// True once the run should stop after its current step.
  package var isInterrupted: () -> Bool
  /// Told before each step of a run: how many are done, how many there are, whose it is.
  package var progress: (_ done: Int, _ steps: Int, _ subject: Address) -> Void

  package init(
    operatorName: String, host: String, pid: Int32, now: @escaping () -> Int64,
    isInterrupted: @escaping () -> Bool = { false },
    progress: @escaping (Int, Int, Address) -> Void = { _, _, _ in }
  ) {
    self.operatorName = operatorName
    self.host = host
    self.pid = pid
    self.now = now
    self.isInterrupted = isInterrupted
    self.progress = progress
  }

  func start(_ kind: RunRecord.Kind) -> RunStart {
    RunStart(
      kind: kind, operatorName: operatorName, host: host, pid: pid, started: now())
  }
}
