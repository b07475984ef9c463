/// Circles among accounts that keep no copy of what they pass on.
///
/// Mail that came by way of an assistant goes no further to another assistant, so a state is an
/// account and how the mail came.
struct ForwardingCircles {
  private var forward: [Int: [Int]] = [:]
  private var assistant: [Int: [Int]] = [:]

  var isEmpty: Bool { forward.isEmpty && assistant.isEmpty }

  mutating func add(_ node: Int, forward: [Int], assistant: [Int]) {
    if !forward.isEmpty { self.forward[node] = forward }
    if !assistant.isEmpty { self.assistant[node] = assistant }
  }

  /// The nodes of each circle in the order of the walk; every circle once.
  var found: [[Int]] {
    var search = Search()
    for node in Set(forward.keys).union(assistant.keys).sorted() {
      search.walk(from: Stop(node: node, cameByAssistant: false), next)
    }
    return search.circles
  }

  private struct Stop: Hashable {
    var node: Int
    var cameByAssistant: Bool
  }

  private func next(_ stop: Stop) -> [Stop] {
    let onward = forward[stop.node, default: []].map { Stop(node: $0, cameByAssistant: false) }
    if stop.cameByAssistant { return onward }
    return onward
      + assistant[stop.node, default: []].map { Stop(node: $0, cameByAssistant: true) }
  }

  /// A walk with its own stack, since chains may be long.
  private struct Search {
    var circles: [[Int]] = []
    private var seen: Set<Set<Int>> = []
    private var depth: [Stop: Int] = [:]
    private var finished: Set<Stop> = []

    mutating func walk(from start: Stop, _ next: (Stop) -> [Stop]) {
      guard !finished.contains(start) else { return }
      var path = [(stop: start, onward: next(start)[...])]
      depth[start] = 0
      while let last = path.indices.last {
        guard let stop = path[last].onward.popFirst() else {
          finished.insert(path[last].stop)
          depth[path[last].stop] = nil
          path.removeLast()
          continue
        }
        if let start = depth[stop] {
          let nodes = path[start...].map(\.stop.node)
          if seen.insert(Set(nodes)).inserted { circles.append(nodes) }
        } else if !finished.contains(stop) {
          depth[stop] = path.count
          path.append((stop, next(stop)[...]))
        }
      }
    }
  }
}
