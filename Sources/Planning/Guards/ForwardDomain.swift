import MailModel

/// Refuses a listed account's forward to a domain that the policy does not name; one that the
/// manifest does not manage is its owner's doing, and a warning.
struct ForwardDomain: Guard {
  static let name = "forward-domain"

  func findings(in input: GuardInput) -> [Finding] {
    guard let allowed = input.policy.forwardDomains else {
      return [Self.passed("mail may be forwarded anywhere", limit: nil)]
    }
    var checked = 0
    var found: [Finding] = []
    for (name, forward, isManaged) in Self.forwards(in: input) {
      checked += 1
      for target in forward.targets
      where !allowed.contains(where: { $0.matches(target.domain) }) {
        var finding = Self.finding(name, target, allowed)
        if !isManaged { finding.verdict = .warning }
        found.append(finding)
      }
    }
    if !found.isEmpty { return found }
    return [
      Self.passed(
        "\(checked.counted("forward")) of listed accounts, each to an allowed domain",
        base: checked)
    ]
  }

  /// Every enabled forward of a listed account after the plan, by name.
  private static func forwards(in input: GuardInput) -> [(Address, Forwarding, Bool)] {
    let (after, desired) = (input.after, input.sides.desired)
    var accounts = Set(input.comparison.routedRows)
    for (index, entry) in input.entries.enumerated() where entry.isAccount {
      accounts.insert(after.account(ofEntry: index))
    }
    var result: [(Address, Forwarding, Bool)] = []
    for account in accounts where after.has(account) {
      guard case .forwarding(let forward) = after.value(of: .forward, account), forward.isEnabled,
        let row = desired.index(of: after.name(of: account))
      else { continue }
      let isManaged = desired.image(row).fields.contains(.forward)
      result.append((after.name(of: account), forward, isManaged))
    }
    return result.sorted { $0.0 < $1.0 }
  }

  private static func finding(
    _ name: Address, _ target: Address, _ allowed: [NamePattern]
  ) -> Finding {
    let domains = (allowed + [NamePattern(String(target.domain))]).map(\.listItem)
    return refused(
      name.text,
      message: "\(name) forwards to \(target), a domain that policy.forward-domains does not name",
      allow: "policy: { forward-domains: [\(domains.joined(separator: ", "))] }")
  }
}
