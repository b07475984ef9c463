/// A graph of which each vertex brings members of its own.
package protocol MemberGraph: FoundGraph {
  mutating func members(of vertex: Int, in sets: SharedSets) -> SharedSets.Members
}

/// The members of every vertex and all that it leads to, each worked out once.
package struct ReachedSets {
  private let sets: SharedSets
  private var parts = StrongParts()
  /// By vertex; nil for one that nobody asked for.
  private var reached: [SharedSets.Members?] = []

  package init(_ sets: SharedSets) {
    self.sets = sets
  }

  package mutating func members<Graph: MemberGraph>(
    from start: Int, in graph: inout Graph
  ) -> SharedSets.Members {
    if start < reached.count, let known = reached[start] { return known }
    Self.walk(from: start, in: &graph, &parts, &reached, sets)
    return reached[start] ?? .none
  }

  private static func walk<Graph: MemberGraph>(
    from start: Int, in graph: inout Graph, _ parts: inout StrongParts,
    _ reached: inout [SharedSets.Members?], _ sets: SharedSets
  ) {
    parts.walk(from: start, in: &graph) { part, graph in
      var members = SharedSets.Members.none
      for vertex in part {
        members = sets.union(members, graph.members(of: vertex, in: sets))
        for next in graph.onward(from: vertex) where next < reached.count {
          // Those of this very part are not known yet, and counted here anyway.
          if let known = reached[next] { members = sets.union(members, known) }
        }
      }
      let least = (part.max() ?? 0) + 1
      if reached.count < least {
        reached.append(contentsOf: repeatElement(nil, count: least - reached.count))
      }
      for vertex in part { reached[vertex] = members }
    }
  }
}
