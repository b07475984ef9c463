import Testing

@Suite struct ScopeReaderTests {
  @Test(arguments: ["{}", "{ groups: [] }", "{ groups: null }", "{ groups: }"])
  func aScopeWithoutGroupsIsRefused(_ scope: String) {
    expectDiagnostics(
      in: "scope: 1️⃣\(scope)\n",
      "1️⃣ error: the scope has no groups, so the file could say nothing [empty-scope]")
  }

  @Test func aScopeIsAMappingOfNames() {
    expectDiagnostics(in: "scope:1️⃣", "1️⃣ error: scope must be a mapping, not nothing [wrong-type]")
    expectDiagnostics(
      in: "groups: { g: {} }\nscope: { groups: [g, 1️⃣a b, 2️⃣{}], 3️⃣group: x }",
      """
      1️⃣ error: `a b` is not a group name [invalid-name]
      2️⃣ error: a group name must be a name, not a mapping [wrong-type]
      3️⃣ error: scope has no key `group` [unknown-key]
      """)
  }
}
