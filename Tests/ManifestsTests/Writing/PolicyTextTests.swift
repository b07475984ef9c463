import MailModel
import Manifests
import Testing

@Suite struct PolicyTextTests {
  @Test func `a policy reads back as it was written`() {
    var policy = Policy()
    #expect(PolicyText.policy(in: PolicyText.text(of: policy)) == policy)
    policy.mode = .authoritative
    policy.maxRemovals = Policy.RemovalLimit(percent: 5, count: nil)
    policy.seats = 250
    policy.minimumAdmins = 2
    policy.protected = [NamePattern("svc-*"), NamePattern("head@school.example")]
    policy.forwardDomains = [NamePattern("*.gov.uk")]
    policy.hold = .days(45)
    policy.lockout.failures = 3
    policy.timeZone = "Europe/London"
    policy.keepsPasswords = true
    #expect(PolicyText.policy(in: PolicyText.text(of: policy)) == policy)
  }

  @Test(arguments: ["[1]", "seats: many\n", "no-such-key: 1\n", "seats: 1\n\tbroken"])
  func `another text is no policy`(_ text: String) {
    #expect(PolicyText.policy(in: text) == nil)
  }
}
