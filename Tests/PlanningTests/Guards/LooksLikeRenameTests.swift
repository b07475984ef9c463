import MailModel
import Planning
import TestSupport
import Testing

@Suite struct LooksLikeRenameTests {
  private func judgments(
    _ new: [Field: FieldValue], _ old: [Field: FieldValue]
  ) -> [Finding] {
    plan(
      manifest([user("new", new)], leavers: [leaver("old")]), snapshot([live("old", old)])
    ).findings("looks-like-rename")
  }

  @Test func `the same full name is a warning`() {
    let findings = judgments([.name: .text("Ann Lee")], [.name: .text("Ann Lee")])
    #expect(findings.map(\.verdict) == [.warning])
    #expect(findings.first?.allow == "was: old@school.example")
    #expect(
      findings.first?.message == "new@school.example is added and old@school.example removed "
        + "with the same full name: a rename keeps the mail")
  }

  @Test func `the same comment is a warning`() {
    #expect(
      judgments([.comment: .text("4711")], [.comment: .text("4711")]).map(\.verdict) == [.warning])
  }

  @Test func `different names and comments pass`() {
    #expect(
      judgments(
        [.name: .text("Ann Lee"), .comment: .text("1")],
        [.name: .text("Bo Chan"), .comment: .text("2")]
      ).map(\.verdict) == [.passed])
  }

  @Test func `empty names and comments are not the same`() {
    #expect(judgments([.name: .text("")], [.name: .text("")]).map(\.verdict) == [.passed])
  }

  @Test func `a name and a comment are not the same`() {
    #expect(judgments([.name: .text("x")], [.comment: .text("x")]).map(\.verdict) == [.passed])
  }

  @Test func `spellings that differ in bytes are not the same`() {
    #expect(
      judgments([.name: .text("Ren\u{e9}")], [.name: .text("Rene\u{301}")]).map(\.verdict)
        == [.passed])
  }

  @Test func `an add without a removal passes`() {
    let plan = plan(
      manifest([user("new", [.name: .text("Ann Lee")])]),
      snapshot([live("old", [.name: .text("Ann Lee")])]))
    #expect(plan.verdicts("looks-like-rename") == [.passed])
  }

  @Test func `among very many each is held against its own likeness`() {
    let count = 2_000
    let plan = plan(
      manifest(
        (0..<count).map { user("new\($0)", [.name: .text("N \($0)")]) },
        mode: .authoritative),
      snapshot((0..<count).map { live("old\($0)", [.name: .text("N \($0)")]) }))
    let findings = plan.findings("looks-like-rename")
    #expect(findings.count == count)
    #expect(
      findings.allSatisfy {
        $0.subjects.count == 2 && $0.subjects[0].dropFirst(3) == $0.subjects[1].dropFirst(3)
      })
  }
}
