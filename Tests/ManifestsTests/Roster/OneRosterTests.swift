import MailModel
import Manifests
import TestSupport
import Testing

/// Whole exports of both versions of OneRoster, clean and with mistakes as exports have them.
@Suite struct OneRosterTests {
  @Test(arguments: OneRosterExport.Version.allCases)
  func aCleanExportIsRead(_ version: OneRosterExport.Version) {
    let reading = OneRosterExport(version).read()
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest.accounts.count == 382)
    let first = reading.manifest["e.grossmann1000@school.example"]
    #expect(first?.name == "Émile Großmann")
    #expect(first?.group == "form-7a")
    #expect(reading.manifest["z.odegard1001@school.example"]?.group == "form-8a")
  }

  @Test(arguments: OneRosterExport.Version.allCases)
  func tenMistakesGiveTenDiagnosticsAndNoMore(_ version: OneRosterExport.Version) {
    var export = OneRosterExport(version)
    // A class that nobody declared a group for, with one pupil.
    export.addClass("form-x", "7X", "homeroom")
    export.enrollments[0][3] = "form-x"
    export.users[40][export.column("familyName")] = "Smith Jones"
    export.users[110].removeLast()
    export.enrollments.removeAll { $0[5] == "u-150" }
    export.users[200][export.column("givenName")] = "\"Ann"
    export.users[233][export.column("middleName")] = "\"Q\"Q"
    export.users[280][export.column("username")] = "login281"
    export.enroll(301, "form-0")
    let twice = export.enrollments.firstIndex { $0[5] == "u-301" } ?? 0
    export.users[333] = export.users[332]
    export.users[399][export.column("familyName")] = "5\"x"

    let found = export.read().diagnostics.flatMap { diagnostic in
      ["\(diagnostic.place?.description ?? "-") \(diagnostic.summary)"]
        + diagnostic.notes.map { "\($0.place?.description ?? "-") note: \($0.message)" }
    }
    let columns = export.userColumns.count
    func stray(_ place: String, _ offset: Int) -> String {
      let parts = place.split(separator: ":")
      return "\(parts[0]):\(parts[1]):\((Int(parts[2]) ?? 0) + offset)"
    }
    #expect(
      found == [
        "classes.csv:8:40 error: the group `form-7x` is not declared [unknown-group]",
        "\(export.place(40, "givenName")) error: `e.smith jones1040` is not an account name [invalid-name]",
        "users.csv:112:1 error: the row has \(columns - 1) fields, the header \(columns) [ragged-row]",
        "users.csv:152:1 error: `enrollment` finds no row of enrollments.csv for `u-150` [no-joined-row]",
        "\(export.place(200, "givenName")) error: the quote is not closed [unclosed-quote]",
        "\(stray(export.place(233, "middleName"), 3)) error: something stands behind the closing quote of a field [text-behind-quote]",
        "\(export.place(281, "username")) error: login281@school.example is taken twice, here as an alias of z.odegard1281@school.example [duplicate-address]",
        "\(export.place(280, "username")) note: here as an alias of e.grossmann1280@school.example",
        "users.csv:303:1 error: the joined rows disagree on `class.title` [joined-rows-disagree]",
        "enrollments.csv:\(twice + 2):1 note: `8A` by this row",
        "enrollments.csv:\(export.enrollments.count + 1):1 note: `7A` by this row",
        "\(export.place(333, "givenName")) error: a.grossmann1332@school.example has two rows in one roster [duplicate-row]",
        "\(export.place(332, "givenName")) note: first row here",
        "\(stray(export.place(399, "familyName"), 1)) error: a quote stands inside a field that is not quoted [stray-quote]",
      ])
    #expect(Set(export.read().diagnostics.map(\.code)).count == 10)
  }

  @Test(arguments: OneRosterExport.Version.allCases)
  func aCutEnrollmentFileTakesNobodysGroup(_ version: OneRosterExport.Version) {
    var export = OneRosterExport(version)
    export.enrollments.removeLast(export.enrollments.count / 2)
    let found = export.read().diagnostics
    #expect(Set(found.map(\.code)) == ["no-joined-row"])
    #expect(found.count > 180)
  }

  @Test(arguments: OneRosterExport.Version.allCases)
  func noPasswordIsEverShown(_ version: OneRosterExport.Version) {
    var export = OneRosterExport(version)
    export.enrollments.removeAll { $0[5] == "u-3" }
    export.users[110].removeFirst()
    for diagnostic in export.read().diagnostics {
      #expect(diagnostic.excerpt?.contains("hunter2") != true)
      #expect(!diagnostic.message.contains("hunter2"))
    }
  }
}
