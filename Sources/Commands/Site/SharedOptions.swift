import ArgumentParser
import Glibc
import System

/// Options that every command has.
package struct SharedOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("manifest")],
    help: ArgumentHelp(
      "A manifest file; repeatable, the first one's folder is the base of relative paths.",
      valueName: "file"))
  var manifests: [String] = []

  @Option(
    help: ArgumentHelp(
      "The store, sqlite:FILE; wins over ROLLBOOK_STORE and the manifest.", valueName: "url"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "Where mail homes lie, maildir:TEMPLATE; wins over ROLLBOOK_MAIL and the manifest.",
      valueName: "template"))
  var mail: String?

  @Option(
    help: ArgumentHelp(
      "Your own account, which no plan may take away; else ROLLBOOK_OPERATOR, else your login.",
      valueName: "account"))
  var `operator`: String?

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Show also what passed and what did not change.")
  var verbose = false

  package init() {}

  var console: Console { Console(color: color, isVerbose: verbose) }

  /// True when neither store nor mail is left to the manifest.
  var namesStoreAndMail: Bool {
    (store ?? Environment["ROLLBOOK_STORE"]) != nil && (mail ?? Environment["ROLLBOOK_MAIL"]) != nil
  }

  var manifestFiles: [String] { manifests.isEmpty ? ["rollbook.yaml"] : manifests }
}

/// When to colour.
package enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// `auto` colours terminals, unless NO_COLOR is set (no-color.org) or the terminal is dumb.
  func isOn(for file: Int32) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isatty(file) == 1 && (Environment["NO_COLOR"] ?? "").isEmpty
        && Environment["TERM"] != "dumb"
    }
  }
}
