import MailModel
import Planning
import TestSupport
import Testing

@Suite struct StandingRulesTests {
  private func decided(hold: TimeSpan, protected: [NamePattern]) -> SavedPlan {
    var policy = Policy()
    policy.minimumAdmins = 0
    var plan = SavedPlan(changes: [], policy: policy)
    plan.appliedState = AppliedState(
      lastApplied: LastApplied(
        protected: protected, hold: hold, policy: "minimum-admins: 0\n", domain: "eve.example"))
    return plan
  }

  @Test func `without a word of the site a plan is judged by its own`() {
    let plan = decided(hold: .days(1), protected: [])
    #expect(plan.under(nil) == plan)
  }

  @Test func `the manifest at hand is stricter, and what it says is remembered`() {
    var manifest = manifest([user("head")]) {
      $0.minimumAdmins = 2
      $0.hold = .days(30)
      $0.protected = [NamePattern("svc-*")]
    }
    manifest.policyText = "minimum-admins: 2\n"
    let plan = decided(hold: .days(1), protected: [NamePattern("head")])
      .under(StandingRules(of: manifest))
    #expect(plan.policy.minimumAdmins == 2)
    let remembered = plan.appliedState?.lastApplied
    #expect(remembered?.protected == [NamePattern("head"), NamePattern("svc-*")])
    #expect(remembered?.hold == .days(30))
    #expect(remembered?.policy == "minimum-admins: 2\n")
    #expect(remembered?.domain == schoolDomain)
  }

  @Test func `what the store remembers is not forgotten for a file`() {
    let last = LastApplied(
      protected: [NamePattern("svc-*")], hold: .days(40), policy: "seats: 7\n",
      domain: schoolDomain)
    var policy = Policy()
    policy.seats = 7
    let plan = decided(hold: .days(1), protected: [])
      .under(StandingRules(remembered: last, policy: policy))
    #expect(plan.policy.seats == 7)
    #expect(plan.policy.hold == .days(40))
    #expect(plan.policy.protected == [NamePattern("svc-*")])
    #expect(plan.appliedState?.lastApplied == last)
  }
}
