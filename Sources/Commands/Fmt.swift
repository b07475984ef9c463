import ArgumentParser
import Execution
import MailModel
import Manifests
import Reports

/// The command `rollbook fmt`.
struct Fmt: Command {
  static let configuration = CommandConfiguration(
    abstract: "Lay out manifest files in the one canonical way.",
    discussion: """
      Makes indentation, spaces and empty lines anew, and keeps every line, comment, key and \
      quote: the result is read beside the original before anything is written. Prints the names \
      of the files it changed. A file that is no YAML, or that can't be laid out without a loss, \
      is left as it is; the others are still done, and the exit status is 1.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files to lay out, in place of those of the manifest; - for standard input to output.",
      valueName: "file"))
  var files: [String] = []

  @Flag(help: "Write nothing; list the files that would change, and exit 1 if there are any.")
  var check = false

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if files.contains("-"), files.count > 1 {
      throw ValidationError("- stands alone: standard input has one manifest")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    if files == ["-"] {
      let layout = LayoutWriter.layout(of: try StandardInput.read(), path: "-")
      guard layout.diagnostics.isEmpty, !check else { return try write(layout, console) }
      try console.report(String(decoding: layout.after, as: UTF8.self))
      return .done
    }
    var outcome = Outcome.done
    if files.isEmpty {
      let found = LayoutWriter.files(of: shared.manifestFiles)
      if tell(found.diagnostics, console) { outcome = .failed }
      for (path, bytes) in found.files {
        let layout = LayoutWriter.layout(of: bytes, path: path)
        if try write(layout, console) != .done { outcome = .failed }
      }
    }
    for path in files where try write(LayoutWriter.layout(of: path), console) != .done {
      outcome = .failed
    }
    return outcome
  }

  /// Writes one file, or names it.
  private func write(_ layout: FileLayout, _ console: Console) throws -> Outcome {
    if tell(layout.diagnostics, console) { return .failed }
    guard layout.isChanged else { return .done }
    if !check {
      do throws(NewFile.Failure) {
        try ReplacedFile.write(layout.after, over: layout.before, at: layout.path)
      } catch {
        console.error("\(error.path) can't be written: \(error.reason)")
        return .failed
      }
    }
    try console.report(layout.path + "\n")
    return check ? .failed : .done
  }

  /// - Returns: True when there was something to tell.
  private func tell(_ diagnostics: [Diagnostic], _ console: Console) -> Bool {
    guard !diagnostics.isEmpty else { return false }
    let text = DiagnosticText(style: console.errorStyle)
    console.note(text.text(of: diagnostics, limit: 100, pointsToPage: true))
    return true
  }
}
