import MailModel

/// The circles of forwards that are there once the plan is done, and whether it closes them.
struct ClosedCircles {
  private(set) var loops: [Delivery.Loop] = []
  private let circles: ForwardingCircles
  private let after: RoutingTable
  private var before: RoutingTable
  private let groupOfNode: [Int: String]
  private let addressOfGroup: [String: Address]
  private let sides: DesiredAndLive
  /// Where accounts sent all their mail before the plan; asked for once each.
  private var former: [Int: Former] = [:]

  private struct Former {
    var accounts: Set<Int> = []
    /// As they were called then.
    var groups: Set<String> = []
  }

  /// A group is a node below 0, as `groupNodes` has it by name.
  init(
    _ circles: ForwardingCircles, _ after: RoutingTable, before: RoutingTable,
    _ groupNodes: [String: Int], _ sides: DesiredAndLive
  ) {
    self.sides = sides
    self.circles = circles
    self.after = after
    self.before = before
    groupOfNode = Dictionary(
      groupNodes.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    addressOfGroup = Dictionary(
      after.groupAddresses.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    for tangle in circles.tangles {
      let found = tangle.circles.map { loop($0) }
      loops += found
      // Those that are told need not be the one that the plan closes.
      if !found.contains(where: \.isCaused), let closed = closed(in: tangle) {
        loops.append(closed)
      }
    }
  }

  private mutating func loop(_ circle: [Int]) -> Delivery.Loop {
    let nodes = circle.filter { $0 >= 0 }
    let first = nodes.min { after.name(of: $0) < after.name(of: $1) }
    let start = first.flatMap { circle.firstIndex(of: $0) } ?? circle.startIndex
    let walk = Array(circle[start...] + circle[..<start])
    return Delivery.Loop(
      members: walk.filter { $0 >= 0 }.map(after.name),
      path: walk.compactMap { node in
        node >= 0 ? after.name(of: node) : groupOfNode[node].flatMap { addressOfGroup[$0] }
      },
      isCaused: !nodes.indices.allSatisfy {
        leads(nodes[$0], to: nodes[($0 + 1) % nodes.count])
      })
  }

  /// A circle by a way that was not there before the plan; nil where all of them were.
  private mutating func closed(in tangle: ForwardingCircles.Tangle) -> Delivery.Loop? {
    let inside = Set(tangle.nodes)
    var tries = ForwardingCircles.told
    for node in tangle.nodes {
      for next in circles.next(of: node) where inside.contains(next) && isNew(node, next) {
        guard let circle = circles.circle(from: node, to: next) else { continue }
        var loop = loop(circle)
        tries -= 1
        // Ways may be new and lead where others led; this is not looked into without end.
        if tries == 0 { loop.isCaused = true }
        if loop.isCaused { return loop }
      }
    }
    return nil
  }

  /// True for a way that was not there before.
  private mutating func isNew(_ node: Int, _ next: Int) -> Bool {
    if let group = groupOfNode[node] { return !isFormerMember(next, of: group) }
    guard let group = groupOfNode[next] else { return !leads(node, to: next) }
    return former(node).groups.isDisjoint(with: formerNames(of: group))
  }

  /// True where an account passed all its mail on to another one before the plan.
  private mutating func leads(_ node: Int, to next: Int) -> Bool {
    guard before.isLive(next) else { return false }
    let former = former(node)
    return former.accounts.contains(next)
      || !former.groups.isEmpty && before.group(of: next).map(former.groups.contains) == true
  }

  private func isFormerMember(_ node: Int, of group: String) -> Bool {
    before.isLive(node) && before.group(of: node).map(formerNames(of: group).contains) == true
  }

  private func formerNames(of group: String) -> [String] {
    sides.groupRenames.liveNames(of: group, sides.snapshot.groups)
  }

  private mutating func former(_ node: Int) -> Former {
    if let known = former[node] { return known }
    var found = Former()
    if before.isLive(node), let forward = before.settings(of: node).forward, !forward.keepsCopy {
      for target in forward.targets {
        switch before.holder(of: target) {
        case .account(let next), .alias(let next): found.accounts.insert(next)
        case .group(let name): found.groups.insert(name)
        case .nobody, .outside: break
        }
      }
    }
    former[node] = found
    return found
  }
}
