import MailModel

/// Refuses a listed account's forward to a domain that the policy does not name; one that the
/// manifest does not manage is its owner's doing, and a warning.
struct ForwardDomain: Guard {
  static let name = "forward-domain"

  func findings(in situation: Situation) -> [Finding] {
    guard let allowed = situation.policy.forwardDomains else {
      return [Self.passed("mail may be forwarded anywhere", limit: nil)]
    }
    var checked = 0
    var found: [Finding] = []
    for (name, forward, isManaged) in Self.forwards(in: situation) {
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
  private static func forwards(in situation: Situation) -> [(Address, Forwarding, Bool)] {
    situation.withSides { sides in
      var result: [(Address, Forwarding, Bool)] = []
      func add(_ name: Address, _ value: FieldValue) {
        guard case .forwarding(let forward) = value, forward.isEnabled,
          let desired = sides.desired.index(of: name)
        else { return }
        result.append((name, forward, sides.desired.image(desired).fields.contains(.forward)))
      }
      for row in situation.comparison.routedRows where situation.change(ofRow: row) == nil {
        add(sides.live.rows.address(row), sides.live.value(of: .forward, row))
      }
      for entry in situation.accountEntries where !entry.isRemoval {
        if let change = entry.change[.forward] {
          add(entry.change.address, change.after)
        } else if let row = entry.row {
          add(entry.change.address, sides.live.value(of: .forward, row))
        }
      }
      return result.sorted { $0.0 < $1.0 }
    }
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
