import Glibc
import TestSupport
import Testing

@testable import Stores

@Suite struct SchemaGoldenTests {
  /// `schemas/sqlite.sql` in the package's folder.
  static let golden: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(4).joined(separator: "/") + "/schemas/sqlite.sql"
  }()

  @Test func schemaIsTheGolden() throws {
    let folder = TemporaryFolder()
    let url = try folder.makeStore()
    let connection = try SQLiteFile(path: url.path).openReader()
    var statements: [String] = []
    try connection.statement("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
      .each { statements.append($0.text(0) + ";\n") }
    let text =
      """
      -- The tables of a SQLite store of schema \(SchemaMark.newest); written by `make goldens`.

      """ + statements.joined(separator: "\n")
    if getenv("ROLLBOOK_GOLDENS") != nil {
      TemporaryFolder.write(Array(text.utf8), at: Self.golden)
      Testing.Issue.record(
        "\(Self.golden) was written; run the tests again without ROLLBOOK_GOLDENS")
    } else {
      let golden = TemporaryFolder.bytes(at: Self.golden) ?? []
      #expect(String(decoding: golden, as: UTF8.self) == text)
    }
  }
}
