import MailModel
import Planning
import TestSupport
import Testing

@Suite struct UnchangedTests {
  @Test func `equal images leave nothing to do`() {
    let accounts = [
      live("head", [.name: .text("Dr A. Patel"), .admin: .flag(true)]), live("pa"),
    ]
    let plan = plan(manifest(listed(accounts)), snapshot(accounts))
    #expect(plan.verdict == .inSync)
    #expect(plan.summary.unchanged == 2)
  }

  @Test func `an account that nobody owns or lists is unmanaged`() {
    let plan = plan(
      manifest([user("head")]), snapshot([live("head"), live("guest", isOwned: false)]))
    #expect(plan.changes.isEmpty)
    #expect(plan.summary.unmanaged == 1)
  }

  @Test func `an owned account that is no longer listed keeps every value`() {
    let plan = plan(
      manifest([user("head")]), snapshot([live("head"), live("old", [.comment: .text("x")])]))
    #expect(plan.changes.isEmpty)
    #expect(plan.summary.unchanged == 2)
  }

  @Test func `every guard says a finding when there is nothing to do`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head")]))
    for rule in Guards.all {
      #expect(!plan.findings(type(of: rule).name).isEmpty, "\(type(of: rule).name)")
    }
  }
}
