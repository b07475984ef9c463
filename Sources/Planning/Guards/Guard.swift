import MailModel

/// One rule on a whole plan, judged before anything is written.
///
/// A guard says a finding even when it has nothing against the plan.
package protocol Guard: Sendable {
  /// Kebab-case, unique, never renamed: `removal-limit`.
  static var name: String { get }

  /// True when `--allow` may overrule it.
  static var isAllowable: Bool { get }

  /// True when it judges the manifest's text rather than what the plan does; a plan that was
  /// decided before has no such text any more.
  static var judgesManifest: Bool { get }

  func findings(in input: GuardInput) -> [Finding]
}

extension Guard {
  package static var judgesManifest: Bool { false }

  package static var isAllowable: Bool { false }

  /// A figure against its limit; above it the plan is refused, unless the figure was allowed.
  ///
  /// `subject` is what the allowance must name, where it names something instead of a figure.
  static func judged(
    _ input: GuardInput, subject: String? = nil, subjects: [String] = [], measured: Int,
    limit: Int?, base: Int?, message: String
  ) -> Finding {
    var finding = Finding(
      name, .passed, subject: subject, subjects: subjects, measured: measured, limit: limit,
      base: base, message: message)
    guard let limit, measured > limit else { return finding }
    finding.verdict = .refused
    finding.allow = Allowance(guardName: name, value: subject ?? "\(measured)").option
    return finding.consented(in: input)
  }

  /// Nothing against the plan.
  static func passed(_ message: String, limit: Int? = 0, base: Int? = nil) -> Finding {
    Finding(name, .passed, measured: 0, limit: limit, base: base, message: message)
  }

  /// Something that no figure makes better.
  static func refused(
    _ subject: String, measured: Int = 1, base: Int? = nil, subjects: [String]? = nil,
    message: String, allow: String? = nil
  ) -> Finding {
    Finding(
      name, .refused, subject: subject, subjects: subjects ?? [subject], measured: measured,
      limit: 0, base: base, message: message, allow: allow)
  }
}
