import MailModel

/// Mail must not go round among accounts of which none keeps a copy, by way of a group or without.
///
/// A mail server takes no mail for an address that leads into such a circle, whoever else it
/// reaches.
enum ForwardingCircle: Rule {
  /// A group is a node of its own, below 0, that leads to its members.
  static func check(_ input: RuleInput) {
    let passing = input.listed.filter(input.forwardsAll)
    let members = Dictionary(grouping: passing, by: input.group)
    var circles = ForwardingCircles()
    var groups: Set<Int> = []
    for row in passing {
      var targets: [Int] = []
      input.forEachTarget(ofRow: row, .forward) { target in
        switch input.owner(of: target) {
        case .account(let other), .alias(let other): if other != row { targets.append(other) }
        case .group(let group):
          guard let members = members[group] else { return }
          targets.append(~group)
          if groups.insert(group).inserted { circles.add(~group, members) }
        case nil: break
        }
      }
      circles.add(row, targets)
    }
    for tangle in circles.tangles {
      for circle in tangle.circles { report(circle, input) }
    }
  }

  private static func report(_ circle: [Int], _ input: RuleInput) {
    let rows = circle.filter { $0 >= 0 }.map { ($0, input.place(ofRow: $0, .forward)) }
    guard let first = rows.min(by: { $0.1 < $1.1 }), let start = circle.firstIndex(of: first.0)
    else { return }
    let walk = circle[start...] + circle[..<start]
    let others = walk.dropFirst().filter { $0 >= 0 }
    input.add(
      .forwardingCircle(
        walk.map(input.name), at: first.1,
        others: others.map { (input.rows.address($0), input.place(ofRow: $0, .forward)) }))
  }
}

extension RuleInput {
  /// The address of a row, or of a group whose node it is.
  fileprivate func name(_ node: Int) -> String {
    node >= 0 ? rows.address(node).text : draft.groups[~node].values.address?.text ?? ""
  }
}

extension Diagnostic {
  fileprivate static func forwardingCircle(
    _ names: [String], at place: Place, others: [(Address, Place)]
  ) -> Diagnostic {
    let shown = names.prefix(5) + names.prefix(1)
    let path =
      names.count > 5
      ? shown.dropLast().joined(separator: " → ") + " → …" : shown.joined(separator: " → ")
    return .error(
      "forwarding-circle", "forwarding goes in a circle and nobody keeps a copy: \(path)",
      at: place, notes: others.prefix(4).map { Note("\($0.0) forwards on here", at: $0.1) },
      help: "set `keep: true` at one of them, or end the circle")
  }
}
