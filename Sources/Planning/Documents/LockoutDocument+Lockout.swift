import MailModel

extension LockoutDocument {
  func lockout() throws(PlanDocumentError) -> Policy.Lockout {
    guard failures > 0, let within = TimeSpan(within), let lasts = TimeSpan(`for`) else {
      throw .notAPlan
    }
    var lockout = Policy.Lockout()
    lockout.failures = failures
    lockout.within = within
    lockout.lasts = lasts
    return lockout
  }
}

extension LockoutChangeDocument {
  /// - Throws: `notAPlan` for what changes nothing.
  func change() throws(PlanDocumentError) -> LockoutChange {
    guard let change = LockoutChange(from: try before.lockout(), to: try after.lockout()) else {
      throw .notAPlan
    }
    return change
  }
}
