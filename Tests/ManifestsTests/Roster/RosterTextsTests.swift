import MailModel
import Manifests
import TestSupport
import Testing

/// Columns in the texts of a roster's `defaults`.
@Suite struct RosterTextsTests {
  private func roster(_ defaults: String, _ rest: String = "") -> String {
    header + """
      groups: { staff: {} }
      rosters:
        - csv: x.csv
          account: "{login}"
          name: "{first} {last}"
          group: staff
          \(rest)
          defaults: { \(defaults) }

      """
  }

  private func reply(_ subject: String, _ message: String = "m") -> String {
    "autoresponder: { subject: \"\(subject)\", message: \"\(message)\" }"
  }

  private let file = [
    "x.csv": "login,first,last,room,password\nann,Ann,Lee,R {1},s3\nbob,Bob,Ray,R2,s4\n"
  ]

  @Test func eachRowFillsInItsColumns() {
    let reading = read(
      roster(reply("{first|lower} has left", "ask {room}\\n{{x}}") + ", comment: \"room {room}\""),
      file)
    #expect(reading.diagnostics.map(\.summary) == [])
    let ann = reading.manifest["ann@school.example"]
    #expect(ann?.autoresponder?.subject == "ann has left")
    #expect(ann?.autoresponder?.message == "ask R {1}\n{x}")
    #expect(ann?.comment == "room R {1}")
    #expect(reading.manifest["bob@school.example"]?.autoresponder?.message == "ask R2\n{x}")
  }

  @Test func theAccountIsNamedByWhatItHasInTheEnd() {
    let reading = read(
      roster(reply("{name} has left", "{account} of {group}, {room} {{name}}"))
        + "users: { bob: { name: Robert } }\n", file)
    #expect(reading.diagnostics.map(\.summary) == [])
    let ann = reading.manifest["ann@school.example"]?.autoresponder
    #expect(ann?.subject == "Ann Lee has left")
    #expect(ann?.message == "ann@school.example of staff, R {1} {name}")
    #expect(reading.manifest["bob@school.example"]?.autoresponder?.subject == "Robert has left")
  }

  @Test func aColumnGoesBeforeWhatTheAccountHas() {
    let reading = read(
      header + "rosters: [{ csv: x.csv, account: '{a}', defaults: { \(reply("{name}")) } }]\n",
      ["x.csv": "a,name\nann,Annie\n"])
    #expect(reading.manifest["ann@school.example"]?.autoresponder?.subject == "Annie")
  }

  @Test func joinedColumnsAreFilledInToo() {
    let reading = read(
      roster(reply("form {f.title}"), "join: [{ csv: f.csv, as: f, match: { id: room } }]"),
      ["x.csv": "login,first,last,room\nann,A,L,1\n", "f.csv": "id,title\n1,7b\n"])
    #expect(reading.diagnostics.map(\.summary) == [])
    #expect(reading.manifest["ann@school.example"]?.autoresponder?.subject == "form 7b")
  }

  @Test func mistakesAreToldAtTheText() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "{login}"
            defaults:
              comment: 1️⃣"{name}"
              autoresponder: { subject: 2️⃣"{frist}", message: 3️⃣"{nam} {rom} {name|lower}" }
          - { csv: x.csv, account: "{login}x", defaults: { comment: 4️⃣"{password}" } }
          - { csv: x.csv, account: "{login}y", defaults: { comment: 5️⃣"{room" } }
          - { csv: x.csv, account: "{login}z", defaults: { comment: 6️⃣"{room|upper}" } }
        """,
      """
      1️⃣ error: x.csv has no column `name` [unknown-column]
      2️⃣ error: x.csv has no column `frist` [unknown-column]
      3️⃣ error: x.csv has no column `nam` [unknown-column]
      3️⃣ error: x.csv has no column `rom` [unknown-column]
      3️⃣ error: x.csv has no column `name` [unknown-column]
      4️⃣ error: the column `password` holds secrets and is never read [secret-column]
      5️⃣ error: a placeholder of comment is not closed [unclosed-placeholder]
      6️⃣ error: there is no filter `upper` [unknown-filter]
      """, file)
    let found = read(roster(reply("{nam}", "{rom}")), file).diagnostics
    #expect(found.map(\.help) == ["did you mean `name`?", "did you mean `room`?"])
  }

  @Test func whatARowMakesOfATextMustBeOne() {
    let reading = read(
      roster(reply("{room}", "{first}")),
      ["x.csv": "login,first,last,room\nann,,L,1\nbob,B,R,\neve,E,S,\"a\nb\"\n"])
    #expect(
      reading.diagnostics.map { "\($0.place?.description ?? "-") \($0.code)" } == [
        "x.csv:2:5 empty-text", "x.csv:3:9 empty-text", "x.csv:4:9 invalid-text",
      ])
  }

  @Test func anAddressIsNotFilledIn() {
    expectDiagnostics(
      in: """
        rosters:
          - { csv: x.csv, account: "{login}", defaults: { forward: { to: [1️⃣"{login}@a.example"] } } }
        """,
      """
      1️⃣ error: a target is one address for all members, and no placeholder is filled in \
      [placeholder-in-address]
      """, file)
  }

  @Test func twoRostersWithOneTextAgree() {
    let one =
      "  - { csv: x.csv, account: '{login}', defaults: { \(reply("{account} has left")) } }\n"
    #expect(read(header + "rosters:\n" + one + one, file).diagnostics.isEmpty)
  }
}
