import ArgumentParser
import Manifests
import Reports

/// The command `rollbook check`.
struct Check: Command {
  static let configuration = CommandConfiguration(
    abstract: "Read the manifest and report every mistake in it.",
    discussion: """
      Reads the manifest and the files it includes, prints all mistakes with their places, and \
      touches no store. Exit status 1 when there is an error; warnings alone give 0.
      """)

  @Argument(help: "Manifest files to read, in place of --manifest.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "How to print: text, json, github (annotations) or sarif.", valueName: "format"))
  var format: CheckFormat = .text

  @Flag(help: "Print every mistake as text, not the first 100 only; other formats always do.")
  var all = false

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let reading = ManifestReader(files: files.isEmpty ? shared.manifestFiles : files).read()
    let diagnostics = reading.diagnostics
    let valid = reading.hasErrors ? "" : Wording.manifestIsValid(reading.manifest) + "\n"
    switch format {
    case .text:
      if !diagnostics.isEmpty {
        console.note(
          DiagnosticText(style: console.errorStyle).text(
            of: diagnostics, limit: all ? nil : 100, pointsToPage: true))
      }
      if !valid.isEmpty { try console.report(valid) }
    case .json:
      try console.report(DiagnosticJSON.text(of: diagnostics))
    case .github:
      try console.report(GitHubAnnotations.text(of: diagnostics) + valid)
    case .sarif:
      let version = Rollbook.configuration.version
      try console.report(SarifLog(version: version).text(of: diagnostics))
    }
    return reading.hasErrors ? .failed : .done
  }
}
