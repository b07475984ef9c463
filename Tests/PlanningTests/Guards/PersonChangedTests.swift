import MailModel
import Planning
import TestSupport
import Testing

@Suite struct PersonChangedTests {
  private static let before: [Field: FieldValue] = [
    .name: .text("John Smith"), .comment: .text("s-0041"),
  ]

  private func values(_ name: String, _ comment: String) -> [Field: FieldValue] {
    [.name: .text(name), .comment: .text(comment)]
  }

  /// What the guard says where `jsmith` goes from John Smith, `s-0041`, to `after`.
  private func judgments(
    _ after: [Field: FieldValue], before: [Field: FieldValue] = before, messages: Int = 1,
    lastLogin: Int64? = nil, isOwned: Bool = true, _ context: PlanContext = context()
  ) -> [Finding] {
    let account = live("jsmith", before, isOwned: isOwned, lastLogin: lastLogin)
    return draft(manifest([user("jsmith", after)]), snapshot([account]), context)
      .plan(mailboxes: [account.id: Mailbox(inbox: messages, messages: messages, bytes: 9)])
      .findings("person-changed")
  }

  private var jane: [Field: FieldValue] { values("Jane Miller", "s-0977") }

  @Test func `full name and comment of an account with mail make another person`() throws {
    let finding = try #require(judgments(jane).first)
    #expect(finding.verdict == .refused)
    #expect(finding.subject == "jsmith@school.example")
    #expect(finding.allow == "--allow person-changed:jsmith@school.example")
    #expect((finding.measured, finding.limit, finding.base) == (1, 0, 1))
    #expect(
      finding.message
        == "full name and comment of jsmith@school.example both change, as if it went "
        + "to another person, with 1 message of the one before; remove the account first, or "
        + "give the other person another name")
  }

  @Test func `the finding tells neither name nor comment`() throws {
    let message = try #require(judgments(jane).first).message
    #expect(["John", "Jane", "0041", "0977"].filter { message.contains($0) } == [])
  }

  @Test(arguments: [
    ("Jane Miller", "s-0041"), ("John Smith", "s-0977"), ("JOHN  SMITH ", "s-0977"),
    ("Jane Miller", "S-0041"), ("", "s-0977"), ("Jane Miller", ""),
  ])
  func `one of the two alone, or another way to write it, makes nobody another`(
    name: String, comment: String
  ) {
    #expect(judgments(values(name, comment)).map(\.verdict) == [.passed])
  }

  @Test func `what was empty before tells of nobody`() {
    #expect(judgments(jane, before: values("", "s-0041")).map(\.verdict) == [.passed])
    #expect(judgments(jane, before: values("John Smith", "")).map(\.verdict) == [.passed])
  }

  @Test func `both forms of an accent are one name`() {
    #expect(
      judgments(values("Zoe\u{308} Craig", "2"), before: values("Zo\u{EB} Craig", "1")).map(
        \.verdict)
        == [.passed])
  }

  @Test func `an account that nobody used may become anybody's`() {
    let account = live("jsmith", Self.before)
    let plan = draft(manifest([user("jsmith", jane)]), snapshot([account]))
      .plan(mailboxes: [account.id: .empty])
    #expect(plan.verdicts("person-changed") == [.passed])
  }

  @Test func `a login counts, and so does a password, without a look at the mailbox`() {
    var password = Self.before
    password[.password] = .hash("a")
    for account in [live("jsmith", Self.before, lastLogin: 1), live("jsmith", password, owned: [])]
    {
      let draft = draft(manifest([user("jsmith", jane)]), snapshot([account]))
      #expect(draft.passedOn.isEmpty)
      #expect(draft.plan(mailboxes: [:]).verdicts("person-changed") == [.refused])
    }
  }

  @Test func `only the mailboxes of suspects are to be counted`() {
    let draft = draft(
      manifest([user("ann", jane), user("jsmith", jane), user("kim", [.name: .text("Kim B")])]),
      snapshot([
        live("ann", jane), live("jsmith", Self.before), live("kim", [.name: .text("Kim A")]),
      ]))
    #expect(draft.passedOn.map(\.address) == [address("jsmith")])
  }

  @Test func `its name allows it, another account's does not`() {
    func verdict(_ allowance: String) -> [Finding.Verdict] {
      judgments(jane, context(allow: "person-changed:\(allowance)")).map(\.verdict)
    }
    #expect(verdict("jsmith@school.example") == [.allowed])
    #expect(verdict("other@school.example") == [.refused])
    #expect(verdict("1") == [.refused])
  }

  @Test func `a bare name in an allowance is an account of the domain`() {
    let allowance = Allowance(guardName: "person-changed", value: "JSmith")
    #expect(allowance.naming(in: schoolDomain).value == "jsmith@school.example")
    #expect(Allowance(guardName: "group-emptied", value: "x").naming(in: schoolDomain).value == "x")
  }

  @Test func `an adopted account is judged as well`() {
    #expect(judgments(jane, isOwned: false).map(\.verdict) == [.refused])
  }

  @Test func `a rename does not hide it`() {
    let account = live("jsmith", Self.before, lastLogin: 1)
    let plan = plan(manifest([user("jmiller", jane, was: "jsmith")]), snapshot([account]))
    #expect(plan.findings("person-changed").map(\.subject) == ["jmiller@school.example"])
    #expect(plan.verdicts("person-changed") == [.refused])
  }

  @Test func `two accounts whose people change places are two findings`() {
    let plan = plan(
      manifest([user("a", jane), user("b", Self.before)]),
      snapshot([live("a", Self.before, lastLogin: 1), live("b", jane, lastLogin: 1)]))
    #expect(plan.verdicts("person-changed") == [.refused, .refused])
  }

  @Test func `a new account and one that goes are no change of a person`() {
    let plan = plan(
      manifest([user("new", jane)], leavers: [leaver("jsmith")]),
      snapshot([live("jsmith", Self.before, lastLogin: 1)]))
    #expect(plan.verdicts("person-changed") == [.passed])
  }

  @Test func `what is left of the one before is told in one sentence`() throws {
    var password = Self.before
    password[.password] = .hash("a")
    func message(_ account: LiveAccount, messages: Int) -> String {
      let plan = draft(manifest([user("jsmith", jane)]), snapshot([account]))
        .plan(mailboxes: [account.id: Mailbox(inbox: messages, messages: messages, bytes: 9)])
      return plan.findings("person-changed").first?.message ?? ""
    }
    #expect(
      message(live("jsmith", password, owned: []), messages: 3)
        .contains("with 3 messages and a password of the one before"))
    #expect(
      message(live("jsmith", password, owned: [], lastLogin: 1), messages: 3)
        .contains("with 3 messages, a login and a password of the one before"))
  }
}
