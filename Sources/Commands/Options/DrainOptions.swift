import ArgumentParser
import MailModel

/// Options of commands that remove accounts from a running mail server.
package struct DrainOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How long removals wait, all together, until the mail queue has delivered what it holds for \
      them; 0s does not wait.
      """, valueName: "span"), transform: Self.span)
  var drainTimeout = TimeSpan(seconds: 60)

  package init() {}

  /// No other span may be 0.
  @Sendable private static func span(_ text: String) throws -> TimeSpan {
    if text == "0s" || text == "0" { return TimeSpan(seconds: 0) }
    guard let span = TimeSpan(text) else {
      throw ValidationError("--drain-timeout \(text): write for example 60s or 2m")
    }
    return span
  }
}
