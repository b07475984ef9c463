import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ForwardDomainTests {
  private func judgments(
    _ users: [ListedUser], _ accounts: [LiveAccount], allowed: [String]?
  ) -> [Finding] {
    plan(
      manifest(users) { $0.forwardDomains = allowed.map { $0.map { NamePattern($0) } } },
      snapshot(accounts)
    ).findings("forward-domain")
  }

  @Test func `a domain that the policy does not name is refused`() throws {
    let finding = try #require(
      judgments(
        [user("head", [.forward: .forward("a@home.example")])], [live("head")],
        allowed: ["school.example", "*.gov.uk"]
      ).first)
    #expect(finding.verdict == .refused)
    #expect(finding.subject == "head@school.example")
    #expect(
      finding.allow
        == "policy: { forward-domains: [school.example, \"*.gov.uk\", home.example] }")
  }

  @Test(arguments: ["a@home.example", "a@dept.gov.uk"])
  func `a domain that a pattern matches passes`(target: String) {
    let findings = judgments(
      [user("head", [.forward: .forward(target)])], [live("head")],
      allowed: ["home.example", "*.gov.uk"])
    #expect(findings.map(\.verdict) == [.passed])
    #expect(findings.map(\.base) == [1])
  }

  @Test func `without a policy mail may go anywhere`() {
    let findings = judgments(
      [user("head", [.forward: .forward("a@home.example")])], [live("head")], allowed: nil)
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `an empty policy names no domain`() {
    let findings = judgments(
      [user("head", [.forward: .forward("a@home.example")])], [live("head")], allowed: [])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `an unchanged forward of a listed account is judged`() {
    let accounts = [live("head", [.forward: .forward("a@home.example")])]
    #expect(
      judgments(listed(accounts), accounts, allowed: ["school.example"]).map(\.verdict)
        == [.refused])
  }

  @Test func `a forward that a listed account keeps unmanaged is a warning`() {
    let findings = judgments(
      [user("head")], [live("head", [.forward: .forward("a@home.example")], owned: [])],
      allowed: ["school.example"])
    #expect(findings.map(\.verdict) == [.warning])
  }

  @Test func `accounts that are not listed are not judged`() {
    let findings = judgments(
      [user("head")],
      [live("head"), live("guest", [.forward: .forward("a@home.example")], isOwned: false)],
      allowed: ["school.example"])
    #expect(findings.map(\.verdict) == [.passed])
    #expect(findings.map(\.base) == [0])
  }

  @Test func `a forward that is switched off is not judged`() {
    let findings = judgments(
      [user("head", [.forward: .forward("a@home.example", enabled: false)])], [live("head")],
      allowed: ["school.example"])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a forward that the plan takes away is not judged`() {
    let findings = judgments(
      [user("head", [.forward: .nothing])],
      [live("head", [.forward: .forward("a@home.example")])], allowed: ["school.example"])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a forward is judged under the account's new name`() {
    let findings = judgments(
      [user("new", was: "old")],
      [live("old", [.forward: .forward("a@home.example")], owned: [])],
      allowed: ["school.example"])
    #expect(findings.map(\.subject) == ["new@school.example"])
  }

  @Test func `what YAML needs in quotes stands in quotes`() {
    let findings = judgments(
      [user("head", [.forward: .forward("a@home.example")])], [live("head")],
      allowed: ["@home.example", "-", "1.example"])
    #expect(
      findings.map(\.allow) == [
        "policy: { forward-domains: [\"@home.example\", \"-\", 1.example, home.example] }"
      ])
  }
}
