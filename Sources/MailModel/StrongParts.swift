/// A graph whose vertices are found on the way; each is a number from 0 on.
package protocol FoundGraph {
  /// Where a vertex leads to; asked more than once, so worth being kept.
  mutating func onward(from vertex: Int) -> [Int]
}

/// Finds the strongly connected parts of a graph: vertices that all lead to each other.
///
/// Tarjan's walk, which sees every way once, with a stack of its own, since chains may be long.
package struct StrongParts {
  /// When a vertex was met, from 1 on; 0 before.
  private var met: [UInt32] = []
  /// The earliest vertex on the path that a vertex leads back to; 0 once its part is known.
  private var low: [UInt32] = []
  private var count: UInt32 = 0

  package init() {}

  /// Calls `body` with each part that `start` leads to and no earlier call has found, behind all
  /// the parts that it leads to itself.
  package mutating func walk<Graph: FoundGraph>(
    from start: Int, in graph: inout Graph, _ body: (_ part: [Int], inout Graph) -> Void
  ) {
    guard !isMet(start) else { return }
    var open: [Int] = []
    var path = [meet(start, in: &graph, &open)]
    while let last = path.indices.last {
      let vertex = path[last].vertex
      if path[last].next < path[last].onward.count {
        let other = path[last].onward[path[last].next]
        path[last].next += 1
        if !isMet(other) {
          path.append(meet(other, in: &graph, &open))
        } else if low[other] != 0 {
          low[vertex] = min(low[vertex], met[other])
        }
        continue
      }
      path.removeLast()
      if let before = path.last?.vertex { low[before] = min(low[before], low[vertex]) }
      guard low[vertex] == met[vertex], let first = open.lastIndex(of: vertex) else { continue }
      let part = Array(open[first...])
      open.removeSubrange(first...)
      for member in part { low[member] = 0 }
      body(part, &graph)
    }
  }

  private struct Step {
    var vertex: Int
    var onward: [Int]
    var next = 0
  }

  private func isMet(_ vertex: Int) -> Bool { vertex < met.count && met[vertex] != 0 }

  private mutating func meet<Graph: FoundGraph>(
    _ vertex: Int, in graph: inout Graph, _ open: inout [Int]
  ) -> Step {
    let onward = graph.onward(from: vertex)
    let least = max(vertex, onward.max() ?? 0) + 1
    if met.count < least {
      let room = least - met.count
      met.append(contentsOf: repeatElement(0, count: room))
      low.append(contentsOf: repeatElement(0, count: room))
    }
    count += 1
    met[vertex] = count
    low[vertex] = count
    open.append(vertex)
    return Step(vertex: vertex, onward: onward)
  }
}
