/// Writes a valid manifest of any size, the same text for the same numbers.
///
/// About 208 bytes a user: a display name, a group, a quota, 1.4 addresses, half with a quoted
/// comment, 8 % with forwarding, 4 % with an autoresponder of several lines.
package struct ManifestGenerator {
  private let users: Int
  private let isSorted: Bool

  package init(users: Int, isSorted: Bool) {
    self.users = users
    self.isSorted = isSorted
  }

  package func text() -> String {
    var random = Numbers(state: 0x5DEE_CE66)
    var text = "rollbook: 1\ndomain: school.example\npolicy:\n  mode: authoritative\ngroups:\n"
    for group in 0..<Self.groups {
      text += "  department-\(group):\n    comment: Department number \(group)\n"
    }
    text += "users:\n"
    text.reserveCapacity(users * 215)
    for index in order(&random) { append(index, to: &text, &random) }
    return text
  }

  private static let groups = 24
  private static let given = [
    "Amelia", "Oliver", "Zoë", "Muhammad", "Grace", "Iñigo", "Ravi", "Chloe",
  ]
  private static let family = [
    "Anderson", "Patel", "Okonkwo", "Müller", "Fitzgerald", "Nakamura", "Thompson", "Lindqvist",
  ]

  private func order(_ random: inout Numbers) -> [Int] {
    var order = Array(0..<users)
    guard !isSorted, users > 1 else { return order }
    for index in stride(from: users - 1, to: 0, by: -1) {
      order.swapAt(index, random.next(below: index + 1))
    }
    return order
  }

  /// The name that sorts as its number does.
  private func name(_ index: Int) -> String {
    let digits = String(index)
    let given = Self.given[index / 7 % Self.given.count].prefix(2).lowercased()
    let plain = given.allSatisfy(\.isASCII) ? given : "zo"
    return "u" + String(repeating: "0", count: 7 - digits.count) + digits + ".\(plain)son-member"
  }

  private func append(_ index: Int, to text: inout String, _ random: inout Numbers) {
    let given = Self.given[random.next(below: Self.given.count)]
    let family = Self.family[random.next(below: Self.family.count)]
    text += "  \(name(index)):\n    name: \(given) \(family)\n"
    text += "    group: department-\(random.next(below: Self.groups))\n"
    text += "    quota: \(random.next(below: 20) + 1)G\n"
    text += "    enabled: true\n    protect: false\n"
    if random.next(below: 100) < 40 {
      text +=
        "    aliases: [alias\(index).\(family.filter(\.isASCII).lowercased())@school.example]\n"
    }
    if random.next(below: 100) < 50 {
      let room = random.next(below: 400)
      text += "    comment: \"Room \(room), extension \(random.next(below: 9_000)); "
      text += "started in the autumn term, key 0\(index % 1_000)\"\n"
    }
    if random.next(below: 100) < 8 {
      text += "    forward:\n      to: [person\(index)@home.example]\n      keep: true\n"
    }
    if random.next(below: 100) < 4 {
      text += "    autoresponder:\n      subject: Out of office\n      message: |\n"
      text += "        I am away until further notice.\n"
      text += "        Please write to the office for anything urgent: they know who stands in\n"
      text += "        for me, and your message waits here until I am back.\n"
      text += "      from: 2026-12-18\n      until: 2027-01-04\n"
    }
  }

  /// A linear congruential generator after Knuth: the numbers matter little, being the same does.
  private struct Numbers {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }
}
