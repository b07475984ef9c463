import ArgumentParser

/// Exit statuses, each with the one situation that scripts may rely on.
package enum Outcome: Int32, Sendable {
  /// Done, or nothing to do.
  case done = 0
  /// An invalid manifest, an unreadable store, and the like.
  case failed = 1
  /// `plan --detailed-exitcode` found changes.
  case changesPending = 2
  /// A guard refused; nothing was changed.
  case refused = 3
  /// Applied, but for removals that were held back.
  case heldBack = 4
  /// Stopped half-way; the next apply goes on.
  case stopped = 5
  /// The live side is no longer what the plan assumed; nothing was changed.
  case stale = 6
  /// Another run holds the store, or another process writes to it for too long.
  case locked = 7
  /// The command line makes no sense.
  case usage = 64

  /// Ends the command with this status; `done` goes on.
  func exit() throws {
    if self != .done { throw ExitCode(rawValue) }
  }
}

/// An error with its exit status; `message` goes to standard error behind `error: `.
struct Failure: Error {
  var message: String
  var outcome: Outcome

  init(_ message: String, _ outcome: Outcome = .failed) {
    self.message = message
    self.outcome = outcome
  }
}
