import Foundation
import TestSupport
import Testing

/// A site whose store an earlier rollbook made.
@Suite struct OlderStoreTests {
  private static let manifest = """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { mode: authoritative, protected: [postmaster] }
    groups:
      staff: { comment: Teachers, address: staff, defaults: { quota: 5G } }
      office: { enabled: true, address: office }
    users:
      head:
        name: Dr A. Patel
        group: staff
        admin: true
        aliases: [principal, head.of.school]
        assistant: { to: [pa], only: true }
      postmaster: { name: Post, forward: { to: [head] } }
      pa: { name: Pat, group: office, aliases: [secretary] }
      ann:
        name: Ann
        group: staff
        comment: "Ann's"
        password: "{SHA512-CRYPT}$6$abcdefgh$V1Sg0ACV0qWTTQn7ppxM.4aPDtIyS.9e2gp7l6mbpDVxGg8mDpmSGxGG3ijR1ngQmcFvXtpZhmzm1SSYGrtHG1"
        forward: { to: [ann@home.example], keep: true }
        autoresponder:
          subject: "Away"
          message: |
            I am away.
          from: 2026-01-01
          until: 2026-12-31
      new: { name: Was Renamed, group: staff, was: old }
    leavers:
      - { account: tom, purge: true, reason: "left in July" }
    """

  /// The store of `StoresTests/Fixtures/schema-1.sql`, or that of another schema, as if its runs were
  /// of yesterday.
  private func makeSite(_ schema: Int) throws -> BuiltSite {
    let site = try BuiltSite()
    try site.write(Self.manifest, to: "rollbook.yaml")
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("StoresTests/Fixtures/schema-\(schema).sql")
    let database = try SiteDatabase(
      site.folder.appendingPathComponent("rollbook.db").path, isNew: true)
    try database.script("PRAGMA journal_mode = WAL")
    try database.script(String(contentsOf: fixture, encoding: .utf8))
    try database.script(
      """
      UPDATE run SET started = unixepoch() - 86400, finished = unixepoch() - 86400;
      UPDATE trash SET removed = unixepoch() - 86400, held_until = unixepoch() + 2592000;
      """)
    return site
  }

  private func number(_ site: BuiltSite) throws -> Int {
    try SiteDatabase(site.folder.appendingPathComponent("rollbook.db").path).number(
      "PRAGMA user_version")
  }

  @Test(arguments: [1, 2, 3])
  func olderStoreIsInSyncBeforeAndAfterAnApplyBringsItUpToDate(_ schema: Int) throws {
    let site = try makeSite(schema)
    // The mail of these stores was never kept.
    let homes = try SiteDatabase(site.folder.appendingPathComponent("rollbook.db").path).number(
      "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM trash)")
    #expect(try site.rollbook("init", "--missing-homes", "\(homes)").status == 0)
    for command in ["plan", "list", "history", "trash", "export"] {
      let answer = try site.rollbook(command)
      #expect(answer.status == 0, "\(command): \(answer.errors)")
    }
    #expect(try site.rollbook("plan").output.contains("in sync"))
    #expect(try number(site) == schema)

    let applied = try site.rollbook("apply", "--yes")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(applied.output.contains("in sync"))
    #expect(try number(site) > schema)
    #expect(try site.rollbook("plan").output.contains("in sync"))
  }
}
