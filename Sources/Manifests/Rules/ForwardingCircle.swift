import MailModel

/// Mail must not go round among accounts of which none keeps a copy.
enum ForwardingCircle: Rule {
  static func check(_ input: RuleInput) {
    var edges: [Int: [Int]] = [:]
    for row in input.listed where input.forwardsAll(row) {
      var targets: [Int] = []
      input.forEachTarget(ofRow: row, .forward) { target in
        if let other = input.row(of: target), other != row { targets.append(other) }
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
        order.map { input.rows.address(circle[$0]) }, at: places[first],
        others: order.dropFirst().map { (input.rows.address(circle[$0]), places[$0]) }))
  }
}

extension Diagnostic {
  fileprivate static func forwardingCircle(
    _ names: [Address], at place: Place, others: [(Address, Place)]
  ) -> Diagnostic {
    let shown = (names.prefix(5) + names.prefix(1)).map(\.text)
    let path =
      names.count > 5
      ? shown.dropLast().joined(separator: " → ") + " → …" : shown.joined(separator: " → ")
    return .error(
      "forwarding-circle", "forwarding goes in a circle and nobody keeps a copy: \(path)",
      at: place, notes: others.prefix(4).map { Note("\($0.0) forwards on here", at: $0.1) },
      help: "set `keep: true` at one of them, or end the circle")
  }
}
