import Foundation

/// The codes that the sources hand to diagnostics and findings, each with the file it stands in.
struct CodesInSources {
  /// File by code.
  private(set) var files: [String: String] = [:]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for target in ["Manifests", "Planning", "Execution"] {
      let folder = root.appendingPathComponent("Sources/\(target)")
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      where path.hasSuffix(".swift") {
        let file = folder.appendingPathComponent(path)
        for code in Self.codes(in: try String(contentsOf: file, encoding: .utf8)) {
          files[code] = "Sources/\(target)/\(path)"
        }
      }
    }
  }

  /// The argument that is the code, behind each opening.
  private static let openings = [
    (".error(", 0), (".warning(", 0), ("Diagnostic(", 1), ("Finding(", 0),
  ]

  static func codes(in source: String) -> [String] {
    let text = source.split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    return openings.flatMap { opening, index in
      text.ranges(of: opening).flatMap { literals(inArgument: index, of: text[$0.upperBound...]) }
    }
  }

  /// The kebab-case literals of one argument: two where a condition chooses.
  private static func literals(inArgument wanted: Int, of text: Substring) -> [String] {
    var depth = 0
    var argument = 0
    var literal: String?
    var found: [String] = []
    for character in text {
      if let begun = literal {
        if character == "\"" {
          if argument == wanted { found.append(begun) }
          literal = nil
        } else {
          literal = begun + String(character)
        }
        continue
      }
      switch character {
      case "\"": literal = ""
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "," where depth == 0: argument += 1
      default: break
      }
      if depth < 0 || argument > wanted { break }
    }
    return found.filter { $0.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil }
  }
}
