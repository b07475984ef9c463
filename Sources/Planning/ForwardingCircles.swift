/// Circles among accounts that keep no copy of what they forward.
///
/// Assistants close none: what comes back to an account that sent it to its assistant is kept.
struct ForwardingCircles {
  private var onward: [Int: [Int]] = [:]

  var isEmpty: Bool { onward.isEmpty }

  mutating func add(_ node: Int, _ next: [Int]) {
    if !next.isEmpty { onward[node] = next }
  }

  /// The nodes of each circle in the order of the walk; every circle once.
  var found: [[Int]] {
    var search = Search()
    for node in onward.keys.sorted() { search.walk(from: node) { onward[$0, default: []] } }
    return search.circles
  }

  /// A walk with its own stack, since chains may be long.
  private struct Search {
    var circles: [[Int]] = []
    private var seen: Set<Set<Int>> = []
    private var depth: [Int: Int] = [:]
    private var finished: Set<Int> = []

    mutating func walk(from start: Int, _ next: (Int) -> [Int]) {
      guard !finished.contains(start) else { return }
      var path = [(node: start, onward: next(start)[...])]
      depth[start] = 0
      while let last = path.indices.last {
        guard let node = path[last].onward.popFirst() else {
          finished.insert(path[last].node)
          depth[path[last].node] = nil
          path.removeLast()
          continue
        }
        if let start = depth[node] {
          let nodes = path[start...].map(\.node)
          if seen.insert(Set(nodes)).inserted { circles.append(nodes) }
        } else if !finished.contains(node) {
          depth[node] = path.count
          path.append((node, next(node)[...]))
        }
      }
    }
  }
}
