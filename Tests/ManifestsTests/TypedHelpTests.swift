import Foundation
import MailModel
import Manifests
import TestSupport
import Testing

/// Types what the helps of the broken manifests name, and reads them once more.
@Suite struct TypedHelpTests {
  @Test(arguments: FixtureTests.names)
  func whatAHelpNamesMendsItsMistake(_ name: String) throws {
    let text = try String(
      decoding: Data(contentsOf: FixtureTests.folder.appending(path: name)), as: UTF8.self)
    for diagnostic in Self.diagnostics(name, text) {
      guard let mended = Self.mended(text, name, diagnostic) else { continue }
      let left = Self.diagnostics(name, mended).filter {
        $0.severity == .error && $0.place == diagnostic.place
      }
      #expect(
        left.map(\.summary) == [],
        "\(name): \(diagnostic.summary), then \(diagnostic.help ?? "")")
    }
  }

  @Test func manyOfThemCanBeTyped() throws {
    let typed = try FixtureTests.names.flatMap { name in
      let text = try String(
        decoding: Data(contentsOf: FixtureTests.folder.appending(path: name)), as: UTF8.self)
      return Self.diagnostics(name, text).filter { Self.mended(text, name, $0) != nil }
    }
    #expect(typed.count > 40)
  }

  private static func diagnostics(_ name: String, _ text: String) -> [Diagnostic] {
    ManifestReader(files: [name]) { path in
      if path == name { return .success(Array(text.utf8)) }
      guard let data = try? Data(contentsOf: FixtureTests.folder.appending(path: path)) else {
        return .failure(LoadFailure("no such file"))
      }
      return .success(Array(data))
    }.read().diagnostics
  }

  /// The text with the wrong word of a diagnostic replaced by the one that its help names; nil where
  /// either is not to be told from the words around it.
  private static func mended(_ text: String, _ name: String, _ diagnostic: Diagnostic) -> String? {
    guard let place = diagnostic.place, place.file == name,
      let right = diagnostic.help.flatMap(suggestion),
      let wrong = diagnostic.message.firstMatch(of: /`([^`]+)`/)
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard place.line <= lines.count else { return nil }
    let line = Array(lines[place.line - 1].unicodeScalars)
    guard place.column <= line.count else { return nil }
    func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
    let rest = string(line[(place.column - 1)...])
    let found = ["\"\(wrong.1)\"", "'\(wrong.1)'", String(wrong.1)].first(where: rest.hasPrefix)
    guard let found else { return nil }
    lines[place.line - 1] =
      string(line[..<(place.column - 1)]) + right + rest.dropFirst(found.count)
    return lines.joined(separator: "\n")
  }

  /// What a help says to write in place of the wrong word.
  private static func suggestion(_ help: String) -> String? {
    if let match = help.wholeMatch(of: /did you mean `?([^`]+?)`?\?/) { return String(match.1) }
    if let match = help.wholeMatch(of: /(?:quote it|put it in brackets)[^:]*: (.+)/) {
      return String(match.1)
    }
    if let match = help.wholeMatch(of: /write `[a-z]+: ([^`…]+)`/) { return String(match.1) }
    if let match = help.wholeMatch(of: /write ([A-Za-z0-9]+)(?: (?:for|if) .*)?/) {
      return String(match.1)
    }
    return nil
  }
}
