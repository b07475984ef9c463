import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ApprovalReaderTests {
  private let digest = "sha256:" + String(repeating: "0a", count: 32)

  @Test func figuresAndNamesAreRead() {
    let reading = read(
      header + """
        approvals:
          - guard: removal-limit
            count: 12
            until: 2026-12-01
            by: grace
            reason: term rollover, ticket 4711
          - { guard: group-emptied, name: Year-13, plan: "\(digest)", by: grace, reason: leavers }
          - { guard: shrunken-source, name: rosters/A.csv, until: 2026-12-01, by: 7, reason: 4711 }
          - { guard: clock, name: 2026-09-01, until: 2026-09-02, by: grace, reason: summer }
        """)
    #expect(
      reading.manifest.approvals == [
        Approval(
          .figure(.removalLimit, atMost: 12), until: Day("2026-12-01"), by: "grace",
          reason: "term rollover, ticket 4711"),
        Approval(
          .subject(.groupEmptied, name: "year-13"), plan: digest, by: "grace", reason: "leavers"),
        Approval(
          .subject(.shrunkenSource, name: "rosters/A.csv"), until: Day("2026-12-01"), by: "7",
          reason: "4711"),
        Approval(
          .subject(.clock, name: "2026-09-01"), until: Day("2026-09-02"), by: "grace",
          reason: "summer"),
      ])
    #expect(!reading.hasErrors)
  }

  @Test func anAccountIsNamedByItsAddress() {
    let reading = read(
      header + """
        approvals:
          - { guard: person-changed, name: J.Smith, until: 2026-12-01, by: g, reason: married }
        """)
    #expect(
      reading.manifest.approvals.map(\.consent) == [
        .subject(.personChanged, name: "j.smith@school.example")
      ])
    expectDiagnostics(
      in: """
        approvals:
          - { guard: person-changed, name: 1️⃣a b, until: 2026-12-01, by: g, reason: r }
        """, "1️⃣ error: `a b` is not an account name [invalid-name]")
  }

  @Test func mistakesAreTold() {
    expectDiagnostics(
      in: """
        approvals:
          - { guard: 1️⃣removal-limits, count: 1, until: 2026-01-01, by: g, reason: r }
          - { guard: 2️⃣minimum-admins, count: 1, until: 2026-01-01, by: g, reason: r }
          - 3️⃣{ count: 1, until: 2026-01-01, by: g, reason: r }
          - 4️⃣{ guard: removal-limit, until: 2026-01-01, by: g, reason: r }
          - { guard: edit-limit, count: 1, name: 5️⃣x, until: 2026-01-01, by: g, reason: r }
          - { guard: group-emptied, name: x, count: 6️⃣1, until: 2026-01-01, by: g, reason: r }
          - 7️⃣{ guard: group-emptied, until: 2026-01-01, by: g, reason: r }
          - 8️⃣{ guard: removal-limit, count: 1, by: g, reason: r }
          - { guard: removal-limit, count: 1, plan: 9️⃣sha256:12, by: g, reason: r }
        """,
      """
      1️⃣ error: `removal-limits` is no guard that an approval can allow [not-allowable]
      2️⃣ error: `minimum-admins` is no guard that an approval can allow [not-allowable]
      3️⃣ error: an approval needs `guard` [missing-key]
      4️⃣ error: an approval needs `count` [missing-key]
      5️⃣ error: what edit-limit refuses is approved by `count` [approval-subject]
      6️⃣ error: what group-emptied refuses is approved by `name` [approval-subject]
      7️⃣ error: an approval needs `name` [missing-key]
      8️⃣ error: an approval needs `until` or `plan` [missing-key]
      9️⃣ error: plan is no digest: `sha256:12` [invalid-digest]
      """)
  }

  @Test func whoAndWhyAreRequired() {
    expectDiagnostics(
      in: """
        approvals:
          - 1️⃣{ guard: removal-limit, count: 1, until: 2026-01-01, reason: r }
          - 2️⃣{ guard: removal-limit, count: 1, until: 2026-01-01, by: g }
          - { guard: removal-limit, count: 1, until: 2026-01-01, by: 3️⃣"", reason: r }
          - { guard: removal-limit, count: 4️⃣10%, until: 5️⃣1.12.2026, by: g, reason: r }
          - 6️⃣removal-limit:12
        """,
      """
      1️⃣ error: an approval needs `by` [missing-key]
      2️⃣ error: an approval needs `reason` [missing-key]
      3️⃣ error: by must not be empty [empty-text]
      4️⃣ error: count must be a whole number, not `10%` [wrong-type]
      5️⃣ error: until is no day of the calendar: `1.12.2026` [invalid-date]
      6️⃣ error: an approval must be a mapping, not `removal-limit:12` [wrong-type]
      """)
  }

  @Test func theSameOneTwiceIsAMistake() {
    expectDiagnostics(
      in: """
        approvals:
          - 2️⃣{ guard: removal-limit, count: 1, until: 2026-01-01, by: g, reason: r }
          - 1️⃣{ guard: removal-limit, count: 1, until: 2026-01-01, by: g, reason: r }
          - { guard: removal-limit, count: 1, until: 2026-01-01, by: g, reason: another }
        """,
      """
      1️⃣ error: the same approval stands here twice [duplicate-approval]
      2️⃣ note: first given here
      """)
  }

  @Test func anIncludedFileApprovesNothing() {
    let files = [
      "rollbook.yaml": "rollbook: 1\ninclude: [staff.yaml]\n",
      "staff.yaml": """
      approvals:
        - { guard: removal-limit, count: 1, until: 2026-01-01, by: g, reason: r }
      """,
    ]
    let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
      files[path].map { .success(Array($0.utf8)) } ?? .failure(LoadFailure("no such file"))
    }.read()
    #expect(reading.diagnostics.map(\.code) == ["not-in-include"])
    #expect(reading.manifest.approvals.isEmpty)
  }
}
