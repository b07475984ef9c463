import MailModel
import Testing

@Suite struct StrongPartsTests {
  private struct Ways: MemberGraph {
    var onward: [[Int]]

    func onward(from vertex: Int) -> [Int] { onward[vertex] }

    func members(of vertex: Int, in sets: SharedSets) -> SharedSets.Members {
      sets.set(of: [vertex])
    }
  }

  private func parts(_ onward: [[Int]]) -> [[Int]] {
    var graph = Ways(onward: onward)
    var parts = StrongParts()
    var found: [[Int]] = []
    for vertex in onward.indices {
      parts.walk(from: vertex, in: &graph) { part, _ in found.append(part.sorted()) }
    }
    return found
  }

  @Test func `a part stands behind those that it leads to`() {
    #expect(parts([[1], [2], [1, 3], []]) == [[3], [1, 2], [0]])
  }

  @Test func `what only leads to a circle is no part of it`() {
    #expect(parts([[1, 2], [0], [3], [2], [0]]) == [[2, 3], [0, 1], [4]])
  }

  @Test func `a part is found once, wherever the walk begins`() {
    #expect(parts([[1], [2], [0], [0]]) == [[0, 1, 2], [3]])
  }

  @Test func `a long chain needs no stack`() {
    let count = 100_000
    #expect(parts((0..<count).map { $0 + 1 < count ? [$0 + 1] : [] }).count == count)
    #expect(parts((0..<count).map { [($0 + 1) % count] }) == [Array(0..<count)])
  }

  @Test func `members are those of all that a vertex leads to`() {
    let sets = SharedSets()
    for seed in 1...300 {
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
      func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      let count = next(12) + 1
      var graph = Ways(
        onward: (0..<count).map { _ in (0..<next(4)).map { _ in next(count) } })
      var reached = ReachedSets(sets)
      for vertex in 0..<count {
        var found: Set<Int> = [vertex]
        var ahead = [vertex]
        while let last = ahead.popLast() {
          ahead += graph.onward[last].filter { found.insert($0).inserted }
        }
        let members = reached.members(from: vertex, in: &graph)
        #expect(sets.numbers(of: members) == found.sorted(), "seed \(seed), \(vertex)")
      }
    }
  }
}
