import MailModel
import Planning

/// The line of a plan or a run that changes when failed logins lock an account.
struct LockoutText {
  let style: Style

  func line(of change: LockoutChangeDocument) -> String {
    style.paint("policy: lockout ", .changed)
      + "\(Wording.lockout(change.before)) -> \(Wording.lockout(change.after))"
  }
}

extension Wording {
  /// `10 failures within 10m, for 30m`.
  static func lockout(_ lockout: LockoutDocument) -> String {
    "\(count(lockout.failures, "failure")) within \(lockout.within.shown), for \(lockout.for.shown)"
  }
}
