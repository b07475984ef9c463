import MailModel

/// Where mail goes once the plan is done, as far as it goes wrong: into a circle in which nobody
/// keeps a copy, or to a local address that will not exist.
struct Delivery: Sendable {
  struct Dangling: Sendable, Hashable {
    var account: Address
    var target: Address
    /// True when the plan brings it about or touches it.
    var isCaused: Bool
  }

  struct Loop: Sendable, Hashable {
    /// In the order in which mail walks, from the first by name.
    var members: [Address]
    /// The members with the addresses of groups between them.
    var path: [Address]
    var isCaused: Bool
  }

  private(set) var dangling: [Dangling] = []
  private(set) var loops: [Loop] = []

  /// `routedRows` are the live accounts that have a forward or an assistant, `domains` those of the
  /// site once the plan is done.
  init(before: SiteView, after: SiteView, routedRows: [Int], domains: Set<String>) {
    var stops = routedRows.map { Stop($0, after) }
    let known = Set(routedRows)
    for (index, entry) in after.entries.enumerated()
    where entry.isAccount && (entry[.forward] ?? entry[.assistant]) != nil {
      let account = after.account(ofEntry: index)
      if !known.contains(account) { stops.append(Stop(account, after)) }
    }
    stops.removeAll(where: \.isGone)
    guard !stops.isEmpty else { return }
    var book = AddressBook(after, domains: domains)
    let table = RoutingTable(after, domains: domains)
    // A group is a node of its own, below 0, that leads to its members.
    let members = Dictionary(
      grouping: stops.filter(\.keepsNoForwardCopy).map(\.node), by: table.group)
    var groupNodes: [String: Int] = [:]
    var circles = ForwardingCircles()
    for stop in stops {
      var next: [Int] = []
      for (target, isAssistant) in stop.targets {
        switch book.resolve(target) {
        case .account(let node): if !isAssistant { next.append(node) }
        case .group(let name):
          guard !isAssistant, let members = members[name] else { continue }
          let node = groupNodes[name] ?? ~groupNodes.count
          groupNodes[name] = node
          circles.add(node, members)
          next.append(node)
        case .missing:
          dangling.append(
            Dangling(
              account: after.name(of: stop.node), target: target,
              isCaused: stop.isTouched || book.existedBefore(target)))
        case .elsewhere: break
        }
      }
      if stop.keepsNoForwardCopy { circles.add(stop.node, next) }
    }
    dangling.sort { ($0.account, $0.target) < ($1.account, $1.target) }
    guard !circles.isEmpty else { return }
    let closed = ClosedCircles(
      circles, table, before: RoutingTable(before), groupNodes, after.sides)
    loops = closed.loops.sorted { $0.members.lexicographicallyPrecedes($1.members) }
  }

  /// An account that passes mail on.
  private struct Stop {
    /// By its number in the view.
    let node: Int
    private var forward: Forwarding?
    private var assistant: Assistant?
    let isTouched: Bool
    let isGone: Bool

    init(_ node: Int, _ after: SiteView) {
      self.node = node
      isGone = !after.has(node)
      isTouched =
        after.newValue(of: .forward, node) != nil || after.newValue(of: .assistant, node) != nil
      if case .forwarding(let forwarding) = after.value(of: .forward, node), forwarding.isEnabled {
        forward = forwarding
      }
      if case .assistant(let value) = after.value(of: .assistant, node) { assistant = value }
    }

    var targets: [(address: Address, isAssistant: Bool)] {
      (forward?.targets ?? []).map { ($0, false) } + (assistant?.targets ?? []).map { ($0, true) }
    }

    var keepsNoForwardCopy: Bool { forward.map { !$0.keepsCopy } ?? false }
  }
}
