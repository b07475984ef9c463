extension Policy {
  /// What both of two policies allow; what is no limit stays as it is here.
  package func stricter(with other: Policy) -> Policy {
    var result = self
    result.maxRemovals = RemovalLimit(
      percent: Self.lower(maxRemovals.percent, other.maxRemovals.percent),
      count: Self.lower(maxRemovals.count, other.maxRemovals.count))
    result.seats = Self.lower(seats, other.seats)
    result.minimumAdmins = max(minimumAdmins, other.minimumAdmins)
    result.protected = NamePattern.union(protected, other.protected)
    result.forwardDomains = Self.common(forwardDomains, other.forwardDomains)
    result.ownDomains = Self.common(ownDomains, other.ownDomains)
    result.hold = max(hold, other.hold)
    result.assertions = assertions.joined(with: other.assertions)
    return result
  }

  /// The lower of two limits, where nil is none.
  private static func lower(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }

  /// The domains that both declare; nil declares none, and leaves them all open.
  private static func common(_ left: [String]?, _ right: [String]?) -> [String]? {
    guard let left, let right else { return left ?? right }
    return left.filter { domain in right.contains { $0.sameBytes(as: domain) } }
  }

  /// Patterns for nothing but what both lists match; nil matches anything.
  private static func common(_ left: [NamePattern]?, _ right: [NamePattern]?) -> [NamePattern]? {
    guard let left, let right else { return left ?? right }
    return NamePattern.union(
      left.filter { pattern in right.contains { $0.covers(pattern) } },
      right.filter { pattern in left.contains { $0.covers(pattern) } })
  }
}

extension NamePattern {
  /// Both lists, each pattern once.
  package static func union(_ left: [NamePattern], _ right: [NamePattern]) -> [NamePattern] {
    left + right.filter { pattern in !left.contains(pattern) }
  }
}

extension Assertions {
  /// What asserts as much as both.
  fileprivate func joined(with other: Assertions) -> Assertions {
    var result = self
    for reach in other.reaches {
      if let index = result.reaches.firstIndex(where: { $0.address == reach.address }) {
        result.reaches[index].mailboxes = max(result.reaches[index].mailboxes, reach.mailboxes)
      } else {
        result.reaches.append(reach)
      }
    }
    result.noExternal += other.noExternal.filter { !noExternal.contains($0) }
    return result
  }
}
