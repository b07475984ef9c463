import Execution
import Glibc
import MailModel
import Planning
import Reports
import System

/// Where text goes: reports to standard output, everything else to standard error.
struct Console {
  private(set) var style: Style
  private(set) var errorStyle: Style

  init(color: ColorChoice, isVerbose: Bool) {
    style = Style(isColored: color.isOn(for: 1), isVerbose: isVerbose)
    errorStyle = Style(isColored: color.isOn(for: 2), isVerbose: isVerbose)
  }

  /// The same with domains spelled as the site's manifest does.
  func spelling(_ site: Site) -> Console {
    var console = self
    console.style.domains = site.manifest.typedDomains
    console.errorStyle.domains = site.manifest.typedDomains
    return console
  }

  /// A sentence about accounts, their domains as the site's manifest spells them.
  func spelled(_ sentence: String) -> String { style.domains.spelled(sentence) }

  /// True when somebody can answer a question.
  static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

  static var showsProgress: Bool { isatty(2) == 1 }

  /// - Throws: A failure when not all of it could be written: a cut report must not look whole.
  func report(_ text: String) throws {
    guard FileBytes.write(text, to: 1) else {
      throw Failure("cannot write the report: \(systemWords())")
    }
  }

  func note(_ text: String) {
    let text = text.shownLines(keepsColors: errorStyle.isColored)
    _ = FileBytes.write(text.hasSuffix("\n") ? text : text + "\n", to: 2)
  }

  func error(_ message: String) { note("error: \(message.shown)") }

  /// What a look at the live side found, as a plan would say it.
  func tell(_ findings: [Finding]) {
    if !findings.isEmpty { note(TextReport(style: errorStyle).text(of: findings)) }
  }

  func tell(_ diagnostics: [Diagnostic]) {
    if !diagnostics.isEmpty { note(DiagnosticText(style: errorStyle).text(of: diagnostics)) }
  }

  /// Why a plan is refused, set off from the plan itself.
  func refusal(of plan: Plan) {
    note("\n" + TextReport(style: errorStyle).refusal(plan))
  }

  /// One line that the next one replaces; an empty text wipes it.
  func progress(_ text: String) {
    if Self.showsProgress { _ = FileBytes.write("\r\u{1B}[K" + text, to: 2) }
  }

  /// True for the answer `yes` and nothing else.
  func agrees(to question: String) -> Bool {
    _ = FileBytes.write(question, to: 2)
    return readLine(strippingNewline: true) == "yes"
  }
}
