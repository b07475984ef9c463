import Foundation
import Testing

/// One value of a store that another program, or somebody by hand, has changed.
///
/// Within what the schema allows, anything may stand there. Reading commands answer, or name the
/// row; none crashes.
@Suite struct SpoiltStoreTests {
  private static let manifest = """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0, time-zone: Pacific/Kiritimati, protected: [head] }
    groups: { staff: { comment: All staff, address: staff }, year-7: {} }
    users:
      head: { name: Dr Patel, group: staff, admin: true, aliases: [principal], assistant: { to: [pa] } }
      pa:
        name: Susan Clark
        group: staff
        forward: { to: [union@home.example, staff], keep: true }
        autoresponder: { subject: Away, message: Back soon, from: 2026-01-01, until: 2027-01-01 }
      tom: { name: Tom, group: year-7, quota: 1G, was: thomas }

    """

  /// A store with something in every table that a manifest can fill.
  private static func prepared() throws -> BuiltSite {
    let site = try BuiltSite(in: RolloverSite.parent)
    try site.rollbook("init")
    try site.write(
      manifest.replacingOccurrences(of: ", was: thomas", with: "").replacingOccurrences(
        of: "tom:", with: "thomas:") + "  gone: {}\n  lost: {}\n", to: "rollbook.yaml")
    try #require(try site.rollbook("apply", "--yes").status == 0)
    try site.deliver(2, to: "gone@school.example")
    let leavers = "leavers: [{ account: gone, purge: true, reason: left }, lost]\n"
    try site.write(manifest + leavers, to: "rollbook.yaml")
    let answer = try site.rollbook("apply", "--yes")
    try #require(answer.status == 0, "\(answer.errors)")
    return site
  }

  private static let commands = [
    ["plan"], ["list"], ["export", "--all"], ["route", "staff"], ["history"], ["history", "2"],
    ["trash"], ["list", "--format", "json"],
  ]

  /// What the schema takes, and no rollbook writes.
  private static let values: [String] =
    [
      "NULL", "-1", "0", "1", "2", "7", "4096", "65535", "65536", "2147483648", "99999999999999",
      "253402300800", "9223372036854775807", "-9223372036854775808", "x''", "x'00'",
      "x'ff0f00000000'", "randomblob(64)", "zeroblob(100)", "CAST(x'ff41' AS TEXT)", "char(0)",
      "char(10)", "printf('%.*c', 300, 'x')", "printf('%.*c', 70000, 'y') || '@school.example'",
    ]
    + [
      "", " ", "a", "no", "2026-1-5", "2026-02-30", "9999-12-31", "0000-01-01", "*OUTQUEUE", "x@",
      "@x", "a@b", "HEAD@SCHOOL.EXAMPLE", "éééééééé", "日本語@school.example", "\u{202E}abc", "a\nb",
      "a\"b\\", "../../etc", "/etc", ".", "{", "[]", "[{}]", "[{\"action\":\"edit\"}]", "%s%n",
      "; --",
      "18446744073709551616", "1 2 3", "-1 0 0 0 0", "sha256:", "*", "head@school.example",
      "staff@school.example", "removal-limit:x",
    ].map { "'\($0)'" }

  /// Chances, `ROLLBOOK_ATTACKS` of them where a longer search is asked for.
  private static let attacks =
    ProcessInfo.processInfo.environment["ROLLBOOK_ATTACKS"].flatMap(Int.init) ?? 60

  @Test func noSingleValueBringsACommandDown() throws {
    let site = try Self.prepared()
    let path = site.folder.appendingPathComponent("rollbook.db").path
    var columns: [(table: String, column: String, key: [String])] = []
    do {
      let database = try SiteDatabase(path)
      try database.script("PRAGMA wal_checkpoint(TRUNCATE)")
      for row in try database.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      {
        let info = try database.rows("SELECT name, pk FROM pragma_table_info(?)", row[0])
        let key = info.filter { $0[1] != "0" }.map { $0[0] }
        columns += info.map { (row[0], $0[0], key) }
      }
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var dice = Dice(seed: Dice.base)
    var done = 0
    var slowest: (seconds: Double, what: String) = (0, "")
    while done < Self.attacks {
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      try whole.write(to: URL(fileURLWithPath: path))
      let (table, column, key) = try #require(columns.randomElement(using: &dice))
      let value = try #require(Self.values.randomElement(using: &dice))
      let sql = """
        UPDATE \(table) SET \(column) = \(value) WHERE (\(key.joined(separator: ", "))) IN
        (SELECT \(key.joined(separator: ", ")) FROM \(table) ORDER BY 1
        LIMIT 1 OFFSET (SELECT count(*) FROM \(table)) * \(Int.random(in: 0..<100, using: &dice)) / 100)
        """
      do {
        let database = try SiteDatabase(path)
        try database.script(sql)
        guard try database.number("SELECT changes()") > 0 else { continue }
        try database.script("PRAGMA wal_checkpoint(TRUNCATE)")
      } catch is SiteDatabase.Failure {
        // The schema refused it.
        continue
      }
      done += 1
      for command in Self.commands {
        let what: Comment = "\(command.joined(separator: " ")) after: \(sql)"
        let start = ContinuousClock.now
        let answer = try BuiltSite.run(
          URL(fileURLWithPath: "/usr/bin/timeout"), ["20", BuiltSite.binary.path] + command,
          in: site.folder)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if seconds > slowest.seconds { slowest = (seconds, "\(what)") }
        // 124 is for too long, above 128 stands for a signal.
        #expect([0, 1, 3].contains(answer.status), "\(answer.status) \(what)\n\(answer.errors)")
        if answer.status == 1 {
          #expect(answer.errors.contains("error: "), what)
        }
      }
    }
    if Self.attacks > 100 { print("slowest: \(slowest.seconds) s, \(slowest.what)") }
  }

  /// What every command but lists refuses, and what it says.
  @Test(arguments: [
    ("UPDATE autoresponder SET from_day = '2026-1-5'", "autoresponder", "from_day"),
    ("UPDATE autoresponder SET until_day = '2026-01-05 12:00'", "autoresponder", "until_day"),
    ("UPDATE autoresponder SET every = -1", "autoresponder", "every"),
    ("UPDATE account SET owned_fields = -1 WHERE address LIKE 'pa%'", "account", "owned_fields"),
    ("UPDATE account SET last_login = -9223372036854775808", "account", "last_login"),
    ("UPDATE trash SET image = x''", "trash", "image"),
    ("UPDATE trash SET bytes = -1", "trash", "bytes"),
    ("UPDATE setting SET value = '-5' WHERE name = 'hold'", "setting", "value"),
    ("UPDATE mail_group SET owned_fields = 1", "mail_group", "owned_fields"),
  ])
  func planNamesTableRowAndColumnAndListShowsTheRest(
    _ sql: String, _ table: String, _ column: String
  ) throws {
    let site = try Self.prepared()
    try SiteDatabase(site.folder.appendingPathComponent("rollbook.db").path).script(sql)
    let plan = try site.rollbook("plan")
    #expect(plan.status == 1)
    #expect(plan.errors.contains("table \(table), row "), "\(plan.errors)")
    #expect(plan.errors.contains(", column \(column): "), "\(plan.errors)")
    let list = try site.rollbook("list")
    #expect(list.status == 1)
    #expect(list.output.contains("tom@school.example") || sql.contains("last_login"))
    #expect(list.errors.contains(", column \(column): "), "\(list.errors)")
  }

  @Test(arguments: ["started = 99999999999999", "counts = '1 2'", "kind = 'x'"])
  func historyShowsTheOtherRuns(_ value: String) throws {
    let site = try Self.prepared()
    try SiteDatabase(site.folder.appendingPathComponent("rollbook.db").path)
      .script("UPDATE run SET \(value) WHERE number = 1")
    let answer = try site.rollbook("history")
    #expect(answer.status == 1)
    #expect(answer.output.contains("  2  "), "\(answer.output)")
    #expect(answer.errors.contains("table run, row 1, column \(value.prefix { $0 != " " }): "))
  }

  @Test func mailboxThatCannotBeCountedLeavesTheOthersInTheList() throws {
    let site = try Self.prepared()
    try site.deliver(3, to: "head@school.example")
    try site.deliver(1, to: "tom@school.example")
    let maildir = try #require(try site.maildir(of: "tom@school.example"))
    let new = site.folder.appendingPathComponent("\(maildir)/new")
    try FileManager.default.removeItem(at: new)
    try FileManager.default.createSymbolicLink(
      at: new, withDestinationURL: URL(fileURLWithPath: "/etc"))
    let answer = try site.rollbook("list")
    #expect(answer.status == 1)
    #expect(answer.output.contains(#/head@school.example +\S+ +staff +3 /#), "\(answer.output)")
    #expect(answer.output.contains(#/tom@school.example +\S* +year-7 +- +-/#), "\(answer.output)")
    #expect(answer.errors.contains("cannot count the mail in "), "\(answer.errors)")
  }
}
