import Glibc
import Planning
import Reports

/// Where text goes: reports to standard output, everything else to standard error.
struct Console {
  let style: Style
  let errorStyle: Style

  init(color: ColorChoice, isVerbose: Bool) {
    style = Style(isColored: color.isOn(for: 1), isVerbose: isVerbose)
    errorStyle = Style(isColored: color.isOn(for: 2), isVerbose: isVerbose)
  }

  /// True when somebody can answer a question.
  static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

  static var showsProgress: Bool { isatty(2) == 1 }

  func report(_ text: String) { Self.write(text, to: 1) }

  func note(_ text: String) { Self.write(text.hasSuffix("\n") ? text : text + "\n", to: 2) }

  func error(_ message: String) { note("error: \(message)") }

  /// Why a plan is refused, set off from the plan itself.
  func refusal(of plan: Plan) {
    note("\n" + TextReport(style: errorStyle).refusal(plan))
  }

  /// One line that the next one replaces; an empty text wipes it.
  func progress(_ text: String) {
    if Self.showsProgress { Self.write("\r\u{1B}[K" + text, to: 2) }
  }

  /// True for the answer `yes` and nothing else.
  func agrees(to question: String) -> Bool {
    Self.write(question, to: 2)
    return readLine(strippingNewline: true) == "yes"
  }

  static func write(_ text: String, to file: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
