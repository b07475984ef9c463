import MailModel

/// What a guard says of a plan: its figures, its verdict, and the way out.
package struct Finding: Sendable, Hashable {
  package enum Verdict: String, Sendable, Hashable {
    case refused
    /// It would refuse, and was allowed by name or by the manifest.
    case allowed
    case passed
    case warning
  }

  /// The guard's name: `removal-limit`.
  package var guardName: String
  package var verdict: Verdict
  /// The one account, group or file it is about; nil when it is about the whole plan.
  package var subject: String?
  /// Those that were counted, in the plan's order, all of them; reports print the first ten.
  package var subjects: [String]
  package var measured: Int
  /// A finding trips when `measured` is above it; nil where the guard has no number.
  package var limit: Int?
  /// What `measured` and `limit` count, where that is not what the message names: `minutes`.
  package var unit: String?
  /// What a share is taken of; the owned accounts where the guard takes none.
  package var base: Int?
  /// Lower case, one line, no full stop.
  package var message: String
  /// The exact words that would allow it: an option to paste, or what to write in the manifest.
  package var allow: String?
  /// The approval of the manifest that allows it.
  package var approval: Approval?

  package init(
    _ guardName: String, _ verdict: Verdict, subject: String? = nil, subjects: [String] = [],
    measured: Int, limit: Int? = nil, base: Int? = nil, message: String, allow: String? = nil
  ) {
    self.guardName = guardName
    self.verdict = verdict
    self.subject = subject
    self.subjects = subjects
    self.measured = measured
    self.limit = limit
    self.base = base
    self.message = message
    self.allow = allow
  }
}
