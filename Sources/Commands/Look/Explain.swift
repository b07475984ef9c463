import ArgumentParser
import Manifests
import Reports

/// The command `rollbook explain`.
struct Explain: Command {
  static let configuration = CommandConfiguration(
    abstract: "Say what a code means, and what to type instead.",
    discussion: """
      Codes stand in brackets behind each mistake that check prints; guards and notices of a plan \
      are explained under their names. Without a code all of them are listed.
      """)

  @Argument(help: "The code of a mistake, or the name of a guard.")
  var code: String?

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let pages = ExplanationText(style: console.style)
    guard let code else {
      try console.report(pages.list())
      return .done
    }
    guard let page = Explanations.page(of: code) else {
      throw Failure(
        Wording.noPage(of: code, near: Spelling.nearest(to: code, among: Explanations.codes)))
    }
    try console.report(pages.text(of: page))
    return .done
  }
}
