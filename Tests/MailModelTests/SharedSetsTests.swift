import MailModel
import Testing

@Suite struct SharedSetsTests {
  private let sets = SharedSets()

  /// Some numbers, near each other and far apart.
  private func numbers(_ seed: UInt64) -> Set<Int> {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let range = [70, 1_000, 1 << 30][next(3)]
    let base = [0, 1 << 36][next(2)]
    return Set((0..<next(60)).map { _ in base + next(range) })
  }

  @Test func `they are what sets of numbers are`() {
    for seed in 1...400 as ClosedRange<UInt64> {
      let (left, right) = (numbers(seed), numbers(seed * 7_919))
      let (one, other) = (sets.set(of: left), sets.set(of: right))
      #expect(sets.numbers(of: one) == left.sorted())
      #expect(sets.count(one) == left.count)
      #expect(one.isEmpty == left.isEmpty)
      #expect(sets.numbers(of: sets.union(one, other)) == left.union(right).sorted())
      #expect(sets.numbers(of: sets.subtract(one, other)) == left.subtracting(right).sorted())
      #expect(sets.numbers(of: sets.intersect(one, other)) == left.intersection(right).sorted())
      for number in left.union(right) {
        #expect(sets.contains(number, in: one) == left.contains(number))
      }
      #expect(sets.numbers(of: one, first: 5) == Array(left.sorted().prefix(5)))
      #expect(sets.numbers(of: one, below: 1 << 36) == left.filter { $0 < 1 << 36 }.sorted())
    }
  }

  @Test func `the same numbers are the same set, however it was made`() {
    for seed in 1...100 as ClosedRange<UInt64> {
      let (left, right) = (numbers(seed), numbers(seed * 104_729))
      let whole = sets.set(of: left.union(right))
      #expect(sets.union(sets.set(of: left), sets.set(of: right)) == whole)
      let oneByOne = left.union(right).reduce(SharedSets.Members.none) {
        sets.union($0, sets.set(of: [$1]))
      }
      #expect(oneByOne == whole)
      #expect(
        sets.subtract(whole, sets.set(of: right)) == sets.set(of: left.subtracting(right)))
    }
  }

  @Test func `sets that each have one number more take little room`() {
    var set = SharedSets.Members.none
    for number in 0..<20_000 { set = sets.union(set, sets.set(of: [number])) }
    #expect(sets.count(set) == 20_000)
    #expect(sets.numbers(of: set, first: 3) == [0, 1, 2])
  }
}
