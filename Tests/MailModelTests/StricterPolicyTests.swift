import MailModel
import Testing

@Suite struct StricterPolicyTests {
  private func policy(_ change: (inout Policy) -> Void) -> Policy {
    var policy = Policy()
    change(&policy)
    return policy
  }

  private let lax: (inout Policy) -> Void = { policy in
    policy.minimumAdmins = 0
    policy.maxRemovals = Policy.RemovalLimit(percent: nil, count: 900)
    policy.hold = .days(1)
    policy.seats = 900
  }

  private let strict: (inout Policy) -> Void = { policy in
    policy.minimumAdmins = 2
    policy.maxRemovals = Policy.RemovalLimit(percent: 5, count: nil)
    policy.hold = .days(60)
    policy.protected = [NamePattern("svc-*")]
    policy.forwardDomains = [NamePattern("school.example")]
  }

  @Test func `each limit is the stricter, whichever side it stands on`() {
    let policies = [
      policy(lax).stricter(with: policy(strict)), policy(strict).stricter(with: policy(lax)),
    ]
    for policy in policies {
      #expect(policy.minimumAdmins == 2)
      #expect(policy.maxRemovals == Policy.RemovalLimit(percent: 5, count: 900))
      #expect(policy.hold == .days(60))
      #expect(policy.seats == 900)
      #expect(policy.protected == [NamePattern("svc-*")])
      #expect(policy.forwardDomains == [NamePattern("school.example")])
    }
  }

  @Test func `with itself a policy is what it is`() {
    let policy = policy(strict)
    #expect(policy.stricter(with: policy) == policy)
  }

  @Test(arguments: [
    (["*.gov.uk"], ["dept.gov.uk", "school.example"], ["dept.gov.uk"]),
    (["school.example"], ["*"], ["school.example"]),
    (["a.example"], ["b.example"], []), (["*.uk"], ["*.gov.uk"], ["*.gov.uk"]),
    (["a*"], ["*a"], []),
  ])
  func `mail may go where both let it`(left: [String], right: [String], both: [String]) {
    let one = policy { $0.forwardDomains = left.map { NamePattern($0) } }
    let other = policy { $0.forwardDomains = right.map { NamePattern($0) } }
    #expect(one.stricter(with: other).forwardDomains?.map(\.text) == both)
    #expect(other.stricter(with: one).forwardDomains?.map(\.text) == both)
  }

  @Test func `what either asserts holds`() {
    let head = Address(canonical: "head@school.example")
    let staff = Address(canonical: "staff@school.example")
    let one = policy {
      $0.assertions.reaches = [Assertions.Reach(head, mailboxes: 1)]
      $0.assertions.noExternal = [.group("year-7")]
    }
    let other = policy {
      $0.assertions.reaches = [
        Assertions.Reach(head, mailboxes: 2), Assertions.Reach(staff, mailboxes: 3),
      ]
      $0.assertions.noExternal = [.group("year-7"), .account(head)]
    }
    let both = one.stricter(with: other).assertions
    #expect(both.reaches == other.assertions.reaches)
    #expect(both.noExternal == other.assertions.noExternal)
  }

  @Test func `only domains that both declare may be used`() {
    var (one, other) = (Policy(), Policy())
    one.ownDomains = ["a.example", "b.example"]
    #expect(one.stricter(with: other).ownDomains == one.ownDomains)
    #expect(other.stricter(with: one).ownDomains == one.ownDomains)
    other.ownDomains = ["b.example", "c.example"]
    #expect(one.stricter(with: other).ownDomains == ["b.example"])
  }
}
