import MailModel
import Planning

/// Diagnostics as a SARIF 2.1.0 log (OASIS), for services that collect findings of many tools.
package struct SarifLog {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private let version: String

  /// `version` is that of rollbook.
  package init(version: String) {
    self.version = version
  }

  /// One run with all of them, and a rule for each code that occurs.
  package func text(of diagnostics: [Diagnostic]) -> String {
    let codes = Set(diagnostics.map(\.code)).sorted { $0.bytesPrecede($1) }
    let indices = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    let driver = Driver(name: "rollbook", version: version, rules: codes.map(Rule.init))
    let results = diagnostics.map { Result($0, ruleIndex: indices[$0.code] ?? -1) }
    return JSONText.pretty(
      Log(schema: Self.schema, runs: [Run(tool: Tool(driver: driver), results: results)]))
  }

  /// The path as a relative reference, or as a `file:` URI where it begins at the root.
  static func uri(of path: String) -> String {
    var bytes = Array(path.utf8)[...]
    while bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
    var result = bytes.first == UInt8(ascii: "/") ? "file://" : ""
    for byte in bytes {
      if isPlain(byte) {
        result.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// What RFC 3986 leaves as it is; a colon would make the first folder look like a scheme.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~".utf8.contains(byte)
    }
  }
}

// The objects of the format, with its own names.

private struct Log: Encodable {
  let schema: String
  let version = "2.1.0"
  let runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }
}

private struct Run: Encodable {
  let tool: Tool
  let results: [Result]
  let columnKind = "unicodeCodePoints"
}

private struct Tool: Encodable {
  let driver: Driver
}

private struct Driver: Encodable {
  let name: String
  let version: String
  let rules: [Rule]
}

private struct Message: Encodable {
  let text: String
}

private struct Rule: Encodable {
  let id: String
  let shortDescription: Message?
  let help: Message?

  init(_ code: String) {
    let page = Explanations.page(of: code)
    id = code
    shortDescription = page.map { Message(text: $0.summary) }
    help = page.map { page in
      Message(text: page.text + (page.example.map { "\n\n\($0)" } ?? ""))
    }
  }
}

private struct Result: Encodable {
  let ruleId: String
  let ruleIndex: Int
  let level: String
  let message: Message
  let locations: [Location]
  let relatedLocations: [Location]?

  init(_ diagnostic: Diagnostic, ruleIndex: Int) {
    ruleId = diagnostic.code
    self.ruleIndex = ruleIndex
    level = diagnostic.severity.rawValue
    // A note without a place has nowhere else to go.
    let loose = diagnostic.notes.filter { $0.place == nil }.map(\.message.shown)
    let help = diagnostic.help.map { ["help: \($0.shown)"] } ?? []
    message = Message(
      text: ([diagnostic.message.shown] + loose + help).joined(separator: "\n"))
    locations = diagnostic.place.map { [Location($0)] } ?? []
    // The format wants each of these once.
    var told: Set<Diagnostic.Note> = []
    let related = diagnostic.notes.filter { told.insert($0).inserted }.compactMap { note in
      note.place.map { Location($0, note.message.shown) }
    }
    relatedLocations = related.isEmpty ? nil : related
  }
}

private struct Location: Encodable {
  struct Physical: Encodable {
    let artifactLocation: Artifact
    let region: Region
  }

  struct Artifact: Encodable {
    let uri: String
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
  }

  let physicalLocation: Physical
  let message: Message?

  init(_ place: Place, _ text: String? = nil) {
    physicalLocation = Physical(
      artifactLocation: Artifact(uri: SarifLog.uri(of: place.file)),
      region: Region(startLine: place.line, startColumn: place.column))
    message = text.map(Message.init)
  }
}
