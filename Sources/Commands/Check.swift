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

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @Flag(help: "Print every mistake, not the first 100 only.")
  var all = false

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let reading = ManifestReader(files: files.isEmpty ? shared.manifestFiles : files).read()
    switch format {
    case .text:
      if !reading.diagnostics.isEmpty {
        console.note(
          DiagnosticText(style: console.errorStyle).text(
            of: reading.diagnostics, limit: all ? nil : 100))
      }
      if !reading.hasErrors {
        try console.report(Wording.manifestIsValid(reading.manifest) + "\n")
      }
    case .json:
      try console.report(DiagnosticJSON.text(of: reading.diagnostics))
    }
    return reading.hasErrors ? .failed : .done
  }
}
