import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ExcerptsTests {
  /// Every excerpt of a manifest, in order.
  private func excerpts(_ text: String) -> [String?] {
    read(header + text).diagnostics.map(\.excerpt)
  }

  @Test func theSourceLineIsShown() {
    #expect(
      excerpts("users: { a: { quota: \"é\" } } # x\n") == ["users: { a: { quota: \"é\" } } # x"])
  }

  @Test(arguments: [
    "password: hunter2", "pasword: hunter2", "Password: 'hunter2'", "initial_password: hunter2",
    "password: [hunter2, {x: hunter2}]", "\"pass\\u0077ord\": hunter2", "? password\n    : hunter2",
    "password: !!str hunter2", "password: &x hunter2", "passwords: \"hunter2\"",
  ])
  func secretsAreMasked(_ line: String) {
    for excerpt in excerpts("users:\n  a:\n    \(line)\n    bad: [1]\n") {
      #expect(excerpt?.contains("hunter2") != true)
    }
  }

  @Test(arguments: [
    "pw: hunter2", "kennwort: 'hunter2'", "pw: |\n      hunter2\n      admin: 1", "store: hunter2",
    "pw: [a, { b: hunter2 }]", "name: { pw: hunter2 }", "forward: { to: [b], pin: hunter2 }",
    "pw: *x", "<<: { code: hunter2, admin: 1 }", "? [a]\n    : hunter2", "pw: \"a\n      hunter2\"",
  ])
  func valuesBehindKeysThatAManifestHasNotAreMasked(_ line: String) {
    let text =
      "users:\n  x: { comment: &x hunter2 }\n  a:\n    \(line)\n    admin: 7 # pw: hunter2\n"
    let reading = read(header + text)
    #expect(reading.hasErrors)
    for diagnostic in reading.diagnostics {
      #expect(diagnostic.excerpt?.contains("hunter2") != true)
      #expect(!diagnostic.message.contains("hunter2"))
    }
  }

  @Test(arguments: [
    "users: { tom: hunter2 }\n", "groups: { staff: hunter2 }\n", "tom: hunter2\n",
    "users: [{ tom: hunter2 }]\n", "policy: { lockout: { pw: hunter2 } }\n",
    "users:\n  a: { pw: hunter2 ]\n", "users:\n  a: { name: x, pw: \"hunter2, y\" ]\n",
    "users:\n  a:\n    pw: |\n      hunter2 \u{1}\n", "users:\n  a:\n    pw: \"hunter2\n",
  ])
  func aTextInPlaceOfAnEntryIsMasked(_ text: String) {
    let reading = read(header + text)
    #expect(reading.hasErrors)
    for diagnostic in reading.diagnostics {
      #expect(diagnostic.excerpt?.contains("hunter2") != true)
      #expect(!diagnostic.message.contains("hunter2"))
    }
  }

  @Test(arguments: [
    "users: { a: { forward: { to: b, keep: no } } }\n",
    "rosters: [{ csv: a.csv, account: \"{x\", where: { status: [1, active] } }]\n",
    "assert: { reaches: { head: at least 1 } }\n", "leavers: [{ account: a, until: soon }]\n",
    "domains: { trust.example: [] }\n", "policy: { lockout: { for: long } }\n",
  ])
  func valuesOfAManifestsOwnKeysAreShown(_ text: String) {
    let found = excerpts(text)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0?.contains("***") == false })
  }

  @Test func columnsThatNoRosterUsesAreMasked() {
    let found = read(
      header + "rosters: [{ csv: a.csv, account: \"{id}\", name: \"{n}\" }]\n",
      ["a.csv": "id,pw,n\nann!,hunter2,Ann\nbea,hunter2,B\u{202E}\n"]
    ).diagnostics
    #expect(found.map(\.excerpt) == ["ann!,***,Ann", "bea,***,B\u{FFFD}"])
    #expect(found.map(\.excerptColumn) == [1, 9])
  }

  @Test func theRestOfTheLineStays() {
    #expect(
      excerpts("users: { a: { admin: 1, password: \"{CRYPT}x y\", name: x } }\n").first
        == "users: { a: { admin: 1, password: ***, name: x } }")
  }

  @Test func theCaretMovesAlongWithWhatIsHidden() {
    let found = read(
      header + "users: { a: { password: \"{SHA512-CRYPT}$6$abcdefgh\", admin: 1 } }\n"
    ).diagnostics.first
    #expect(found?.excerpt == "users: { a: { password: ***, admin: 1 } }")
    #expect(found?.excerptColumn == 37)
    #expect(found?.place?.column == 61)
  }

  @Test(arguments: ["{user}", "{user} x", "{givenName}.{familyName}", "{name}@x"])
  func aPlaceholderIsNoScheme(_ text: String) {
    #expect(
      excerpts("users: { a: { quota: \"\(text)\" } }\n") == ["users: { a: { quota: \"\(text)\" } }"]
    )
  }

  @Test(arguments: ["{ssha}x", "{Sha512-Crypt}x", "{X}y", "{new-kind}$6$x", "{user}{SHA1}x"])
  func inDoubtItIsAScheme(_ text: String) {
    #expect(excerpts("users: { a: { quota: \"\(text)\" } }\n").first??.contains("***") == true)
  }

  @Test func aLoginOfAStoreIsHidden() {
    let found = read(header + "store: postgres://me:hunter2@host/x\n").diagnostics
    #expect(found.map(\.code) == ["invalid-store"])
    #expect(found.first?.excerpt == "store: postgres://***@host/x")
  }

  @Test func secretsOfSeveralLinesAreMasked() {
    let text = "users:\n  a: { password: \"hunter2\n    hunter3\n    hunter4\", admin: 1 }\n"
    let found = excerpts(text)
    #expect(found.contains { $0?.contains("admin: 1") == true })
    #expect(!found.contains { $0?.contains("hunter") == true })
  }

  @Test func anchoredSecretsAreMaskedWhereTheyStand() {
    let found = excerpts("users: { a: { quota: &x hunter2, password: *x } }\n")
    #expect(found.first??.contains("hunter2") == false)
  }

  @Test func everythingFromASchemeOnIsMasked() {
    #expect(
      excerpts("users: { a: { quota: \"see {SHA512-CRYPT}$6$x\", name: y } }\n") == [
        "users: { a: { quota: \"see ***"
      ])
  }

  @Test func commentsTellNoSecretsEither() {
    #expect(
      excerpts("users: { a: { admin: 1 } } # old password: hunter2\n") == [
        "users: { a: { admin: 1 } } # old ***"
      ])
  }

  @Test(arguments: [
    "users:\n  a: { password: hunter2 ]\n", "users:\n  a:\n    password: \"hunter2\n\n",
    "users:\n  a:\n    password:\n      hunter2: [\n", "users:\n  a: [ {SHA1}hunter2\n",
    "users:\n  a:\n    password: {SHA1}hunter2\n    b: x\n",
    "pasword: |\n hunter2\n\thunter2\n  x\n",
    "users:\n  a:\n    password: @hunter2\n", "users:\n  a:\n    password: %hunter2\n",
  ])
  func aLineThatDidNotParseIsNotShownWhenInDoubt(_ text: String) {
    let reading = read(header + text)
    #expect(reading.hasErrors)
    for diagnostic in reading.diagnostics {
      #expect(diagnostic.excerpt?.contains("hunter2") != true)
      #expect(!diagnostic.message.contains("hunter2"))
    }
  }

  @Test func aLineThatDidNotParseIsShownWithoutDoubt() {
    #expect(excerpts("users:\n  a: { name: x ]\n") == ["  a: { name: x ]"])
  }

  @Test func valuesInMessagesAreMaskedToo() {
    let found = read(header + "users: { a: { quota: \"{SHA1}hunter2\" } }").diagnostics
    #expect(found.map(\.message) == ["quota is no size: `***`"])
  }

  @Test func terminalsAreNotObeyed() {
    #expect(
      excerpts("users: { a: { quota: \"\u{202E}x\ty\" } }\n") == [
        "users: { a: { quota: \"\u{FFFD}x y\" } }"
      ])
  }

  @Test func endlessLinesAreNotShown() {
    #expect(excerpts("users: { a: { quota: \(String(repeating: "x", count: 600)) } }\n") == [nil])
  }
}

@Suite struct DiagnosticListTests {
  @Test func mistakesAreBoundedAndCounted() {
    let users = (0..<10_005).map { "  u\($0): { admin: 1 }\n" }.joined()
    let reading = read(header + "users:\n" + users)
    #expect(reading.diagnostics.count == 10_001)
    #expect(
      reading.diagnostics.last?.summary
        == "error: 5 more mistakes are not shown [too-many-mistakes]")
  }

  @Test func theOrderIsThatOfThePlaces() {
    let reading = read(
      header + "users:\n  b: { forward: { to: [nobody] } }\n  a: { admin: 1 }\nleavers: [a]\n")
    let places = reading.diagnostics.compactMap(\.place)
    #expect(places == places.sorted())
    #expect(places.count == 3)
  }

  @Test func codesAreKebabCase() {
    let reading = read("rollbook: 2\nusers: { a: { b: 1 }, a: 2 }")
    #expect(
      reading.diagnostics.allSatisfy {
        $0.code.allSatisfy { "abcdefghijklmnopqrstuvwxyz-".contains($0) }
      })
  }

  @Test func aBreakThatOnlyYAMLCountsUncoversNothing() {
    let text = header + "users: { a: { comment: x\u{2028}y, password: hunter2 } }\n"
    let found = read(text).diagnostics
    #expect(found.map(\.code) == ["odd-line-break"])
    #expect(found.map(\.excerpt) == [nil])
  }

  @Test func aFileWithFewerLinesThanYAMLCountsIsExplained() {
    let text = "users:\u{2028}\u{2028}\u{2028}\u{2028}  a: [\u{2029}"
    #expect(read(text).diagnostics.map(\.code) == ["odd-line-break"])
  }
}
