import MailModel
import Planning

/// Each sentence of the reports once, so that two reports cannot word one thing differently.
package enum Wording {
  /// How many subjects a refusal shows.
  static let shownSubjects = 10

  static let nothingWasChanged = "nothing was changed"
  /// `undone` is the run that a plan takes back, which no manifest asks for.
  static func nothingAllowsIt(undoing undone: Int?) -> String {
    "nothing allows it: "
      + (undone.map { "leave out what brings it about, `rollbook undo \($0) --skip NAME`" }
        ?? "mend the manifest")
  }

  static let none = "(none)"
  static let unlisted = "no longer listed"

  static let released = "rollbook lets it go"

  /// `back from the trash (bob@school.example#12), 3 messages, 12 KiB`.
  static func comesBack(_ item: String, with mailbox: MailboxDocument?) -> String {
    "back from the trash (\(item))" + (mailbox.map { ", " + self.mailbox($0) } ?? "")
  }

  /// `1 message`, `2 messages`.
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  static func andMore(_ number: Int) -> String { "and \(number) more" }

  /// The same with their names, as somebody has to name them: of a long list the first hundred.
  static func andMore(_ number: Int, _ names: [String]) -> String {
    guard !names.isEmpty else { return andMore(number) }
    return andMore(number) + ": " + names.prefix(100).joined(separator: ", ")
      + (names.count > 100 ? ", …" : "")
  }

  /// `12 messages, 340 KiB, newest 2026-07-19`, or `empty mailbox`.
  static func mailbox(_ mailbox: MailboxDocument) -> String {
    if mailbox.messages == 0, mailbox.bytes == 0 { return "empty mailbox" }
    let newest = mailbox.newest.map { ", newest \($0.prefix(10))" } ?? ""
    return count(mailbox.messages, "message") + ", " + ByteCount.text(mailbox.bytes) + newest
  }

  /// What a renamed group takes along: `28 members follow`.
  static func following(_ members: Int) -> String {
    "\(count(members, "member")) \(members == 1 ? "follows" : "follow")"
  }

  /// `measured 12, limit 10, base 104`; what a guard does not have is left out.
  static func figures(_ finding: FindingDocument) -> String {
    let unit = finding.unit.map { " \($0)" } ?? ""
    var parts = ["measured \(finding.measured)\(unit)"]
    if let limit = finding.limit { parts.append("limit \(limit)\(unit)") }
    if let base = finding.base { parts.append("base \(base)") }
    return parts.joined(separator: ", ")
  }

  static func refused(by guardName: String) -> String { "refused by \(guardName)" }

  static func toAllow(_ words: String) -> String { "to allow it: \(words)" }

  /// A plan that was saved, with the words that carry out this one and no other.
  package static func saved(at path: String, digest: String) -> String {
    "saved \(path.shown); to carry out this very plan: "
      + "rollbook apply \(path.asShellWord.shown) --expect \(digest)"
  }

  /// An approval that a saved plan was made with, and that the manifest at hand does not give.
  package static func withdrawn(_ approval: Approval) -> String {
    "note: the plan was made with an approval of \(approval.consent.description.shown) by "
      + "\(approval.by.shown); the manifest at hand does not have it, so it allows nothing"
  }

  static func toApprove(_ digest: String) -> String {
    "or list it under `approvals`; the digest of this plan is \(digest)"
  }

  /// `removal-limit:12 by grace: term rollover, ticket 4711`.
  static func approval(_ approval: ApprovalDocument) -> String {
    let value = approval.count.map { "\($0)" } ?? approval.name ?? ""
    return "\(approval.guard):\(value) by \(approval.by): \(approval.reason)"
  }

  /// The last line of a plan.
  static func summary(_ plan: Plan) -> String {
    let summary = plan.summary
    if plan.verdict == .inSync, plan.heldRemovals.isEmpty {
      return "in sync: nothing to do (\(count(plan.ownedBefore, "account")))"
    }
    let parts =
      [
        (summary.add, "add"), (summary.edit, "edit"), (summary.rename, "rename"),
        (summary.adopt, "adopt"), (summary.remove, "remove"),
      ].filter { $0.0 > 0 }.map { "\($0.0) to \($0.1)" }
      + (plan.lockout == nil ? [] : ["lockout to change"])
    var text = parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
    text += "; \(summary.unchanged) unchanged"
    if summary.unmanaged > 0 { text += ", \(summary.unmanaged) not managed" }
    return "plan: " + text + held(plan)
  }

  private static func held(_ plan: Plan) -> String {
    plan.heldRemovals.isEmpty ? "" : "; \(count(plan.heldRemovals.count, "removal")) held back"
  }

  /// `+3 ~2 ->1 ^1 -4 lockout` of what a run did, `-` when that was nothing.
  static func counts(of run: RunRecord) -> String {
    let parts =
      zip(Change.Action.allCases, run.counts).filter { $0.1 > 0 }
      .map { "\(sign(of: $0.0.rawValue))\($0.1)" } + (run.start.lockout == nil ? [] : ["lockout"])
    return parts.isEmpty ? "-" : parts.joined(separator: " ")
  }

  /// The sign of an action in plans; of one that is not known here, `?`.
  static func sign(of action: String) -> String {
    switch Change.Action(rawValue: action) {
    case .add?: "+"
    case .edit?: "~"
    case .rename?: "->"
    case .adopt?: "^"
    case .remove?: "-"
    case nil: "?"
    }
  }

  /// How many errors and warnings there are; at least how many where the rest was not kept.
  static func problems(in diagnostics: [Diagnostic]) -> String {
    let rest = diagnostics.last { $0.code == "too-many-mistakes" }
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    let parts = [(errors, "error", Diagnostic.Severity.error), (warnings, "warning", .warning)]
    return parts.filter { $0.0 > 0 }.map { number, word, severity in
      rest?.severity == severity ? "more than \(count(number - 1, word))" : count(number, word)
    }.joined(separator: ", ")
  }

  static func andMoreThan(_ count: Int) -> String { "and more than \(count) more" }

  /// Where a code has its page.
  static func more(on code: String) -> String { "more on this: rollbook explain \(code)" }

  /// `near` is the code that was most likely meant.
  package static func noPage(of code: String, near: String?) -> String {
    "there is no code \(code.quoted); "
      + (near.map { "did you mean \($0)?" } ?? "`rollbook explain` lists them all")
  }

  /// `2026-11-22 18:00`, in UTC.
  static func minute(_ seconds: Int64) -> String {
    "\(Day(secondsSince1970: seconds)) \(ISO8601.clock(seconds).prefix(5))"
  }
}
