/// Sets of numbers that share what they have in common.
///
/// Two sets of the same numbers are the same one, so to compare them costs nothing, and a set that
/// differs from another in one number costs a few steps, however large both are. A set is a tree
/// over the bits of its numbers, 64 to a leaf; each part is kept once.
package final class SharedSets {
  /// A set; means nothing to other `SharedSets`.
  package struct Members: Hashable, Sendable {
    fileprivate let part: UInt32

    package static let none = Members(part: 0)

    package var isEmpty: Bool { part == 0 }
  }

  private struct Part: Equatable {
    /// The numbers of the leaves below share these bits; those of `level` and under it are 0.
    var prefix: UInt32
    /// How many bits tell the leaves below apart; 0 for a leaf.
    var level: UInt32
    /// The 64 numbers of a leaf, or both halves as parts.
    var content: UInt64

    var left: UInt32 { UInt32(truncatingIfNeeded: content) }
    var right: UInt32 { UInt32(truncatingIfNeeded: content >> 32) }

    func covers(_ other: Part) -> Bool {
      level >= other.level && prefix >> level == other.prefix >> level
    }

    /// True for a part under the half whose bit is set.
    func hasRight(_ other: Part) -> Bool { other.prefix >> (level - 1) & 1 == 1 }
  }

  private struct Question {
    var left: UInt32 = 0
    var right: UInt32 = 0
    var answer: UInt32 = 0
  }

  /// The first one is no part.
  private var parts = [Part(prefix: 0, level: 0, content: 0)]
  private var counts: [UInt32] = [0]
  /// Where each part is kept, by its hash; 0 is a free place.
  private var places = [UInt32](repeating: 0, count: 1 << 10)
  /// Unions that were asked for lately.
  private var unions = [Question](repeating: Question(), count: 1 << 12)

  package init() {}

  /// - Precondition: The numbers are from 0 on, below 2^37.
  package func set(of numbers: some Sequence<Int>) -> Members {
    var leaves: [UInt32] = []
    var last = Part(prefix: 0, level: 0, content: 0)
    for number in numbers.sorted() {
      let prefix = UInt32(number >> 6)
      if prefix != last.prefix {
        if last.content != 0 { leaves.append(keep(last)) }
        last = Part(prefix: prefix, level: 0, content: 0)
      }
      last.content |= 1 << UInt64(number & 63)
    }
    if last.content != 0 { leaves.append(keep(last)) }
    // By halves, so that no part is made only to be left behind.
    while leaves.count > 1 {
      leaves = stride(from: 0, to: leaves.count, by: 2).map {
        $0 + 1 < leaves.count ? union(leaves[$0], leaves[$0 + 1]) : leaves[$0]
      }
    }
    return Members(part: leaves.first ?? 0)
  }

  package func union(_ left: Members, _ right: Members) -> Members {
    Members(part: union(left.part, right.part))
  }

  /// The members of `left` that `right` has not.
  package func subtract(_ left: Members, _ right: Members) -> Members {
    Members(part: subtract(left.part, right.part))
  }

  package func intersect(_ left: Members, _ right: Members) -> Members {
    Members(part: subtract(left.part, subtract(left.part, right.part)))
  }

  package func contains(_ number: Int, in set: Members) -> Bool {
    let key = UInt32(number >> 6)
    var part = parts[Int(set.part)]
    while part.level > 0 {
      guard key >> part.level == part.prefix >> part.level else { return false }
      part = parts[Int(key >> (part.level - 1) & 1 == 1 ? part.right : part.left)]
    }
    return part.prefix == key && part.content >> UInt64(number & 63) & 1 == 1
  }

  package func count(_ set: Members) -> Int { Int(counts[Int(set.part)]) }

  /// The members in their order, those behind the first `limit` left out, and those from `end` on.
  package func numbers(
    of set: Members, first limit: Int = .max, below end: Int = .max
  ) -> [Int] {
    var numbers: [Int] = []
    var ahead = set.isEmpty ? [] : [set.part]
    while numbers.count < limit, let index = ahead.popLast() {
      let part = parts[Int(index)]
      if Int(part.prefix) << 6 >= end { continue }
      if part.level > 0 {
        ahead += [part.right, part.left]
        continue
      }
      var rest = part.content
      while rest != 0, numbers.count < limit {
        let number = Int(part.prefix) << 6 | rest.trailingZeroBitCount
        if number < end { numbers.append(number) }
        rest &= rest - 1
      }
    }
    return numbers
  }

  private func union(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    let place = Int((UInt64(left) &* 0x9E37_79B9 ^ UInt64(right)) & UInt64(unions.count - 1))
    if unions[place].left == left, unions[place].right == right { return unions[place].answer }
    let (one, other) = (parts[Int(left)], parts[Int(right)])
    let answer: UInt32
    if one.level == other.level, one.prefix == other.prefix {
      answer =
        one.level == 0
        ? keep(Part(prefix: one.prefix, level: 0, content: one.content | other.content))
        : join(union(one.left, other.left), union(one.right, other.right))
    } else if one.covers(other) {
      answer =
        one.hasRight(other)
        ? join(one.left, union(one.right, right)) : join(union(one.left, right), one.right)
    } else if other.covers(one) {
      answer =
        other.hasRight(one)
        ? join(other.left, union(other.right, left)) : join(union(other.left, left), other.right)
    } else {
      answer = one.prefix < other.prefix ? join(left, right) : join(right, left)
    }
    unions[place] = Question(left: left, right: right, answer: answer)
    return answer
  }

  private func subtract(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == right || left == 0 { return 0 }
    if right == 0 { return left }
    let (one, other) = (parts[Int(left)], parts[Int(right)])
    if one.level == other.level {
      guard one.prefix == other.prefix else { return left }
      if one.level == 0 {
        let rest = one.content & ~other.content
        return rest == 0 ? 0 : keep(Part(prefix: one.prefix, level: 0, content: rest))
      }
      return join(subtract(one.left, other.left), subtract(one.right, other.right))
    }
    if one.covers(other) {
      return one.hasRight(other)
        ? join(one.left, subtract(one.right, right)) : join(subtract(one.left, right), one.right)
    }
    if other.covers(one) {
      return subtract(left, other.hasRight(one) ? other.right : other.left)
    }
    return left
  }

  /// The part of two halves, the one with the smaller numbers first.
  private func join(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == 0 { return right }
    if right == 0 { return left }
    let differing = parts[Int(left)].prefix ^ parts[Int(right)].prefix
    let level = UInt32(32 - differing.leadingZeroBitCount)
    return keep(
      Part(
        prefix: (parts[Int(left)].prefix >> level) << level, level: level,
        content: UInt64(left) | UInt64(right) << 32))
  }

  /// The one place of a part.
  private func keep(_ part: Part) -> UInt32 {
    var place = place(of: part)
    while places[place] != 0 {
      if parts[Int(places[place])] == part { return places[place] }
      place = (place + 1) & (places.count - 1)
    }
    let index = UInt32(parts.count)
    parts.append(part)
    counts.append(
      part.level == 0
        ? UInt32(part.content.nonzeroBitCount) : counts[Int(part.left)] + counts[Int(part.right)])
    places[place] = index
    if parts.count * 2 > places.count { grow() }
    return index
  }

  private func place(of part: Part) -> Int {
    let mixed =
      (part.content ^ UInt64(part.prefix) << 7 ^ UInt64(part.level)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 3) & (places.count - 1)
  }

  private func grow() {
    places = [UInt32](repeating: 0, count: places.count * 2)
    for index in parts.indices.dropFirst() {
      var place = place(of: parts[index])
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = UInt32(index)
    }
  }
}
