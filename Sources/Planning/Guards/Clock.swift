import MailModel

/// Refuses a run by a clock that is behind the newest run, or months ahead of it.
///
/// Holds, budgets and last days all go by the clock. A run at a wrong one would be on record as the
/// newest, and the next would find nothing wrong with it; so it is this run that is refused. Whoever
/// says that the clock is right names the day it shows.
package struct Clock: Guard {
  package static let name = "clock"
  package static let isAllowable = true

  /// Clocks of two hosts differ a little.
  private static let minutesBehind: Int64 = 5
  private static let daysAhead: Int64 = 90

  package func findings(in input: GuardInput) -> [Finding] {
    let context = input.context
    var finding = Self.finding(
      at: context.now, on: context.today, after: input.snapshot.runTimes)
    guard finding.verdict == .refused else { return [finding] }
    if input.changesNothing {
      // There is no run that could be on record.
      finding.verdict = .warning
      finding.allow = nil
      return [finding]
    }
    return [finding.consented(in: input)]
  }

  /// The same for a run on the trash, which is allowed by an option alone.
  package static func finding(
    at now: Int64, on today: Day, after times: RunTimes?, allowances: [Allowance]
  ) -> Finding {
    var finding = finding(at: now, on: today, after: times)
    let words = Allowance(guardName: name, value: "\(today)")
    if finding.verdict == .refused, allowances.contains(words) { finding.verdict = .allowed }
    return finding
  }

  private static func finding(at now: Int64, on today: Day, after times: RunTimes?) -> Finding {
    guard let newest = times?.newest else {
      return Finding(name, .passed, measured: 0, limit: 0, message: "there was no run before")
    }
    let (ahead, overflows) = now.subtractingReportingOverflow(newest)
    let minutes = overflows ? Int64.max : -ahead / 60
    let days = ahead / TimeSpan.days(1).seconds
    if minutes <= minutesBehind, days <= daysAhead {
      return Finding(
        name, .passed, measured: 0, limit: Int(daysAhead),
        message: "the clock goes on from the newest run")
    }
    let isBehind = minutes > minutesBehind
    var finding = Finding(
      name, .refused, subject: "\(today)", subjects: [], measured: Int(isBehind ? minutes : days),
      limit: Int(isBehind ? minutesBehind : daysAhead),
      message: "the clock says \(moment(now)), "
        + (isBehind ? "\(length(minutes)) before" : "\(days) days after")
        + " the newest run, \(moment(newest)): see that it is right")
    finding.unit = isBehind ? "minutes" : "days"
    finding.allow = Allowance(guardName: name, value: "\(today)").option
    return finding
  }

  /// `2026-11-22 18:00 UTC`.
  private static func moment(_ seconds: Int64) -> String {
    "\(Day(secondsSince1970: seconds)) \(ISO8601.clock(seconds).prefix(5)) UTC"
  }

  private static func length(_ minutes: Int64) -> String {
    if minutes >= 2 * 1_440 { return "\(minutes / 1_440) days" }
    return minutes >= 2 * 60 ? "\(minutes / 60) hours" : "\(minutes) minutes"
  }
}
