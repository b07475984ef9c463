import TestSupport
import Testing

@testable import Stores

@Suite struct QueryPlanTests {
  /// What SQLite does for a query, one step a line.
  func plan(of sql: String) throws -> [String] {
    let folder = TemporaryFolder()
    let connection = try SQLiteFile(path: folder.makeStore().path).openReader()
    return try SQLDirectory(connection: connection).all("EXPLAIN QUERY PLAN \(sql)") { $0.text(3) }
  }

  @Test func pastRemovalsAreFoundByTheirTime() throws {
    let sql = SQLDirectory<SQLiteConnection>.removalQuery.replacing("?", with: "7")
    let plan = try plan(of: sql)
    #expect(plan.contains { $0.contains("run_started") })
    #expect(!plan.contains { $0.hasPrefix("SCAN") })
  }

  @Test func unfinishedRunIsFoundByItsIndex() throws {
    let plan = try plan(of: SQLDirectory<SQLiteConnection>.unfinishedQuery)
    #expect(plan.contains { $0.contains("run_unfinished") })
  }
}
