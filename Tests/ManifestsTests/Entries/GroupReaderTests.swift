import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct GroupReaderTests {
  @Test func groupsAreSortedAndFolded() {
    let groups = read(
      header + "groups: { Year-7: { defaults: { quota: 1G } }, Staff: { comment: c, address: All,"
        + " enabled: false } }"
    ).manifest.groups
    #expect(groups.map(\.name) == ["staff", "year-7"])
    #expect(groups.first?.values.comment == "c")
    #expect(groups.first?.values.address?.text == "all@school.example")
    #expect(groups.first?.values.isEnabled == false)
    #expect(groups.last?.values.fields == [])
  }

  @Test(arguments: [true, false])
  func defaultsReachMembersThatDoNotSayOtherwise(_ groupsFirst: Bool) {
    let groups = "groups: { staff: { defaults: { quota: 5G, protect: true } } }\n"
    let users =
      "users: { b: { group: staff, quota: null }, a: { group: staff }, c: { name: x },"
      + " d: { group: STAFF, quota: 1G } }\n"
    let manifest = read(header + (groupsFirst ? groups + users : users + groups)).manifest
    #expect(manifest["a@school.example"]?.quota == Quota("5G"))
    #expect(manifest["a@school.example"]?.isProtected == true)
    #expect(manifest["b@school.example"]?.quota == .unlimited)
    #expect(manifest["b@school.example"]?.fields == FieldSet([Field.group, .quota, .protect]))
    #expect(manifest["c@school.example"]?.fields == FieldSet([Field.name]))
    #expect(manifest["d@school.example"]?.quota == Quota("1G"))
  }

  @Test func defaultsMayStandInALaterFile() {
    let manifest = read(
      header + "include: [g.yaml]\nusers: { a: { group: staff } }",
      ["g.yaml": "groups: { staff: { defaults: { quota: 5G } } }"]
    ).manifest
    #expect(manifest["a@school.example"]?.quota == Quota("5G"))
  }

  @Test func aFormerNameIsFolded() {
    let groups = read(header + "groups: { form-8: { was: Form-7 }, staff: { was: null } }")
      .manifest.groups
    #expect(groups.map(\.was) == ["form-7", nil])
    #expect(groups.map { $0.wasPlace == nil } == [false, true])
  }

  @Test func aFormerNameIsAGroupName() {
    expectDiagnostics(
      in: "groups: { a: { was: 1️⃣a b }, b: { was: 2️⃣[a] } }",
      """
      1️⃣ error: `a b` is not a group name [invalid-name]
      2️⃣ error: was must be a name, not a list [wrong-type]
      """)
  }

  @Test(arguments: [
    ("admin: true", Field.admin), ("enabled: false", .enabled), ("comment: c", .comment),
    ("quota: 5G", .quota), ("protect: true", .protect), ("forward: { to: [x] }", .forward),
    ("assistant: { to: [x] }", .assistant),
    ("autoresponder: { subject: s, message: m }", .autoresponder),
  ])
  func nullAtAMemberOverridesADefault(_ entry: String, _ field: Field) {
    let manifest = read(
      header + "groups: { g: { defaults: { \(entry) } } }\n"
        + "users: { a: { group: g, \(field.key): null }, b: { group: g }, x: {} }"
    ).manifest
    #expect(manifest["a@school.example"]?.fields.contains(field) == true)
    #expect(manifest["a@school.example"]?[field] == field.emptyValue)
    #expect(manifest["b@school.example"]?.fields.contains(field) == true)
    #expect(manifest["b@school.example"]?[field] != field.emptyValue)
  }

  @Test func aGroupIsDeclaredOnceAndWell() {
    expectDiagnostics(
      in: """
        groups:
          1️⃣staff: { 2️⃣adress: x, defaults: { 3️⃣name: y } }
          4️⃣STAFF: {}
          5️⃣a b: {}
        """,
      """
      2️⃣ error: a group has no key `adress` [unknown-key]
      3️⃣ error: defaults has no key `name` [unknown-key]
      4️⃣ error: the group `STAFF` is declared twice [duplicate-group]
      1️⃣ note: first declared here
      5️⃣ error: `a b` is not a group name [invalid-name]
      """)
  }
}
