import ArgumentParser
import Execution
import MailModel
import Manifests
import Reports
import System

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
      if layout.diagnostics.isEmpty, !check {
        try console.report(String(decoding: layout.after, as: UTF8.self))
        return .done
      }
      return try finish([layout], [], console)
    }
    guard files.isEmpty else {
      return try finish(files.lazy.map { LayoutWriter.layout(of: $0) }, [], console)
    }
    let found = LayoutWriter.files(of: shared.manifestFiles)
    let layouts = found.files.lazy.map { LayoutWriter.layout(of: $0.bytes, path: $0.path) }
    return try finish(layouts, found.diagnostics, console)
  }

  /// Writes or names each file that is to change, and tells what is wrong with the others.
  private func finish(
    _ layouts: some Sequence<FileLayout>, _ diagnostics: [Diagnostic], _ console: Console
  ) throws -> Outcome {
    var diagnostics = diagnostics
    var outcome = Outcome.done
    for layout in layouts {
      diagnostics += layout.diagnostics
      guard layout.isChanged else { continue }
      if check { outcome = .failed }
      do throws(FileFailure) {
        if !check { try ReplacedFile.write(layout.after, over: layout.before, at: layout.path) }
      } catch {
        console.error("\(error.path) can't be written: \(error.reason)")
        outcome = .failed
        continue
      }
      try console.report(layout.path.shownPath + "\n")
    }
    guard !diagnostics.isEmpty else { return outcome }
    let text = DiagnosticText(style: console.errorStyle)
    console.note(text.text(of: diagnostics, limit: 100, pointsToPage: true))
    return .failed
  }
}
