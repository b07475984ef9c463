import MailModel

/// Mail must not go round among accounts of which none keeps a copy, by way of a group or without.
///
/// A mail server takes no mail for an address that leads into such a circle, whoever else it
/// reaches.
enum ForwardingCircle: Rule {
  static func check(_ input: RuleInput) {
    let passing = input.listed.filter(input.forwardsAll)
    var edges: [Int: [Int]] = [:]
    for row in passing {
      var targets: [Int] = []
      input.forEachTarget(ofRow: row, .forward) { target in
        switch input.owner(of: target) {
        case .account(let other), .alias(let other): if other != row { targets.append(other) }
        case .group(let group): targets += passing.filter { input.isMember($0, of: group) }
        case nil: break
        }
      }
      edges[row] = targets
    }
    var done: Set<Int> = []
    for start in edges.keys.sorted() where !done.contains(start) {
      for circle in circles(from: start, edges, &done) { report(circle, input) }
    }
  }

  /// Walks without recursion: a chain may be as long as the manifest.
  private static func circles(
    from start: Int, _ edges: [Int: [Int]], _ done: inout Set<Int>
  ) -> [[Int]] {
    var circles: [[Int]] = []
    var path: [(row: Int, next: Int)] = [(start, 0)]
    var depth = [start: 0]
    while let last = path.last {
      let targets = edges[last.row] ?? []
      if last.next == targets.count {
        done.insert(last.row)
        depth[last.row] = nil
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let target = targets[last.next]
      if let first = depth[target] {
        circles.append(path[first...].map(\.row))
      } else if edges[target] != nil, !done.contains(target) {
        depth[target] = path.count
        path.append((target, 0))
      }
    }
    return circles
  }

  private static func report(_ circle: [Int], _ input: RuleInput) {
    let places = circle.map { input.place(ofRow: $0, .forward) }
    guard let first = places.indices.min(by: { places[$0] < places[$1] }) else { return }
    let order = circle.indices.map { (first + $0) % circle.count }
    input.add(
      .forwardingCircle(
        path(order.map { circle[$0] }, input), at: places[first],
        others: order.dropFirst().map { (input.rows.address(circle[$0]), places[$0]) }))
  }
}

extension ForwardingCircle {
  /// The names of a circle, with the groups between them.
  private static func path(_ circle: [Int], _ input: RuleInput) -> [String] {
    circle.indices.flatMap { index -> [String] in
      let next = circle[(index + 1) % circle.count]
      var group: String?
      var isDirect = false
      input.forEachTarget(ofRow: circle[index], .forward) { target in
        switch input.owner(of: target) {
        case .account(next), .alias(next): isDirect = true
        case .group(let number) where input.isMember(next, of: number):
          group = String(decoding: target, as: UTF8.self)
        case .account, .alias, .group, nil: break
        }
      }
      let name = input.rows.address(circle[index]).text
      return [name] + (isDirect ? [] : [group].compactMap(\.self))
    }
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
