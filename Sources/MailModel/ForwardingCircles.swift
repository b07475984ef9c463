/// Circles among accounts that keep no copy of what they forward.
///
/// Assistants close none: what comes back to an account that sent it to its assistant is kept.
package struct ForwardingCircles {
  /// Nodes that all lead to each other.
  package struct Tangle {
    package var nodes: [Int]
    /// The nodes of a circle in the order of the walk; every circle once, and of many the first.
    package var circles: [[Int]]
  }

  /// How many circles of a tangle are told; there may be more of them than nodes.
  package static let told = 20

  private var nodes: [Int] = []
  private var numbers: [Int: Int] = [:]
  /// By number, as numbers.
  private var onward: [[Int]] = []

  package init() {}

  package var isEmpty: Bool { onward.allSatisfy(\.isEmpty) }

  /// Says where a node leads to; once for each.
  package mutating func add(_ node: Int, _ next: [Int]) {
    let number = number(of: node)
    onward[number] = next.map { self.number(of: $0) }
  }

  private mutating func number(of node: Int) -> Int {
    if let number = numbers[node] { return number }
    numbers[node] = nodes.count
    nodes.append(node)
    onward.append([])
    return nodes.count - 1
  }

  /// In the order of their smallest nodes.
  package var tangles: [Tangle] {
    var found: [[Int]] = []
    var graph = Ways(onward: onward)
    var parts = StrongParts()
    for number in nodes.indices {
      parts.walk(from: number, in: &graph) { part, graph in
        if part.count > 1 || graph.onward[part[0]].contains(part[0]) { found.append(part) }
      }
    }
    return found.map { part in
      Tangle(
        nodes: part.map { nodes[$0] }.sorted(),
        circles: circles(in: Set(part)).map { $0.map { nodes[$0] } })
    }.sorted { ($0.nodes.first ?? 0) < ($1.nodes.first ?? 0) }
  }

  /// Where a node leads to.
  package func next(of node: Int) -> [Int] {
    numbers[node].map { onward[$0].map { nodes[$0] } } ?? []
  }

  /// The shortest circle that goes from one node straight to the other.
  package func circle(from node: Int, to next: Int) -> [Int]? {
    guard let start = numbers[next], let end = numbers[node] else { return nil }
    var before = [start: start]
    var ahead = [start]
    var index = 0
    while index < ahead.count, before[end] == nil {
      for other in onward[ahead[index]] where before[other] == nil {
        before[other] = ahead[index]
        ahead.append(other)
      }
      index += 1
    }
    guard before[end] != nil else { return nil }
    var circle = [end]
    while let last = circle.last, last != start, let other = before[last] { circle.append(other) }
    return circle.reversed().map { nodes[$0] }
  }

  /// Walks with a stack of its own, since chains may be long.
  private func circles(in part: Set<Int>) -> [[Int]] {
    guard let start = part.min(by: { nodes[$0] < nodes[$1] }) else { return [] }
    var circles: [[Int]] = []
    var seen: Set<Set<Int>> = []
    var depth = [start: 0]
    var finished: Set<Int> = []
    var path = [(number: start, onward: onward[start][...])]
    var tries = 2 * Self.told
    while let last = path.indices.last, circles.count < Self.told, tries > 0 {
      guard let number = path[last].onward.popFirst() else {
        finished.insert(path[last].number)
        depth[path[last].number] = nil
        path.removeLast()
        continue
      }
      if let start = depth[number] {
        let circle = path[start...].map(\.number)
        tries -= 1
        if seen.insert(Set(circle)).inserted { circles.append(circle) }
      } else if part.contains(number), !finished.contains(number) {
        depth[number] = path.count
        path.append((number, onward[number][...]))
      }
    }
    return circles
  }

  private struct Ways: FoundGraph {
    var onward: [[Int]]

    func onward(from vertex: Int) -> [Int] { onward[vertex] }
  }
}
