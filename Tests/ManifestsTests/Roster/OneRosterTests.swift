import MailModel
import Manifests
import TestSupport
import Testing

/// A whole school's export in the columns of OneRoster 1.1, with mistakes as exports have them.
@Suite struct OneRosterTests {
  private static let columns =
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    + "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"

  private static let manifest =
    header + """
      rosters:
        - csv: users.csv
          account: "{givenName|first|ascii|lower}.{familyName|ascii|lower}{identifier}"
          name: "{givenName} {familyName}"
          group: "year-{grades}"
          comment: "{sourcedId}"
          aliases: ["{username}"]
          where: { status: active, role: { not: [parent, guardian] } }
      groups: { year-7: {}, year-8: {}, year-9: {} }
      """

  /// 400 rows; row `n` stands in line `n + 2`.
  private static func rows() -> [[String]] {
    let given = ["Émile", "Zoë", "Åsa", "Łukasz", "Ann"]
    let family = ["Großmann", "Ødegård", "Smith", "Nuñez"]
    return (0..<400).map { number in
      [
        "u-\(number)", number % 50 == 49 ? "tobedeleted" : "active", "2026-08-01T00:00:00Z", "true",
        "org-1", number % 40 == 20 ? "parent" : "student", "login\(number)", "\"{LDAP:\(number)}\"",
        given[number % 5], family[number % 4], "", "\(1000 + number)", "x\(number)@home.example",
        "",
        "", "\"a-1,a-2\"", "\(7 + number % 3)", "hunter2",
      ]
    }
  }

  private static func read(_ rows: [[String]]) -> ManifestReading {
    let text = ([columns] + rows.map { $0.joined(separator: ",") }).joined(separator: "\r\n")
    return ManifestsTests.read(manifest, ["users.csv": "\u{FEFF}" + text + "\r\n"])
  }

  @Test func aCleanExportIsRead() {
    let reading = Self.read(Self.rows())
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.accounts.count == 382)
    #expect(reading.manifest["e.grossmann1000@school.example"]?.name == "Émile Großmann")
  }

  @Test func tenMistakesGiveTenDiagnostics() {
    var rows = Self.rows()
    rows[3][16] = "10"  // line 5: a group that nobody declared
    rows[40][9] = "Smith Jones"  // 42: a space in the account name
    rows[77][9] = "O'Neill"  // 79: an apostrophe in it
    rows[110].removeLast()  // 112: a field too few
    rows[150].insert("x", at: 10)  // 152: a field too many
    rows[200][8] = "\"Ann"  // 202: an open quote
    rows[233][10] = "\"Q\"Q"  // 235: text behind a quote
    rows[280][6] = "login281"  // 282: the alias of the next one
    rows[333] = rows[332]  // 335: one person twice
    rows[399][9] = "5\"x"  // 401: a quote inside
    let found = Self.read(rows).diagnostics.map { diagnostic in
      "\(diagnostic.place?.description ?? "-") \(diagnostic.code)"
    }
    func column(_ row: Int, _ field: Int) -> Int {
      rows[row][..<field].reduce(1) { $0 + $1.unicodeScalars.count + 1 }
    }
    #expect(
      found == [
        "users.csv:5:\(column(3, 16)) unknown-group",
        "users.csv:42:\(column(40, 8)) invalid-name",
        "users.csv:79:\(column(77, 8)) invalid-name",
        "users.csv:112:1 ragged-row",
        "users.csv:152:\(column(150, 18)) ragged-row",
        "users.csv:202:\(column(200, 8)) unclosed-quote",
        "users.csv:235:\(column(233, 10) + 3) text-behind-quote",
        "users.csv:283:\(column(281, 8)) duplicate-address",
        "users.csv:335:\(column(333, 8)) duplicate-row",
        "users.csv:401:\(column(399, 9) + 1) stray-quote",
      ])
  }

  @Test func noPasswordIsEverShown() {
    var rows = Self.rows()
    rows[3][16] = "10"
    rows[110].removeFirst()
    for diagnostic in Self.read(rows).diagnostics {
      #expect(diagnostic.excerpt?.contains("hunter2") != true)
      #expect(!diagnostic.message.contains("hunter2"))
    }
  }
}
