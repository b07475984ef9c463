import MailModel
import TestSupport
import Testing

@testable import Planning

/// What is worked out for all addresses at once is what following one message says.
@Suite struct RouteAnswersTests {
  private static let today = Day(secondsSince1970: testNow)

  /// Where both ways differ, for every address of a site and its sub-addresses.
  private func differences(_ site: Snapshot) -> [String] {
    let sides = DesiredAndLive(Manifest(), site, context())
    var found: [String] = []
    var table = RoutingTable(SiteView(before: [], sides))
    let numbers = ReceiverNumbers()
    var answers = RouteAnswers(table, numbers, since: Self.today, hasAssistants: true)
    let own = site.accounts.all.flatMap { [$0.address] + $0.values.aliases }
    let asked =
      own + own.map { Address(canonical: "\($0.localPart)+x@\($0.domain)") }
      + site.groups.compactMap(\.values.address) + [address("nobody"), address("x@home.example")]
    for address in asked {
      let walk = RouteWalk(&table, to: address, since: Self.today)
      let answer = answers.answer(to: address)
      if answer.answer != walk.answer
        || Set(numbers.receivers(of: answer.receivers)) != walk.receivers
      {
        found.append(address.text)
      }
    }
    for row in 0..<site.accounts.count
    where answers.isDelivered(toAccount: row)
      == RouteWalk(&table, toAccount: row).receivers.isEmpty
    {
      found.append("row \(row)")
    }
    return found
  }

  @Test(arguments: RandomRoutes.Shape.allCases)
  func `random sites answer as one message is followed`(_ shape: RandomRoutes.Shape) {
    for seed in 1...300 as ClosedRange<UInt64> {
      #expect(differences(RandomRoutes(seed, shape).site) == [], "\(shape), seed \(seed)")
    }
  }

  @Test func `a chain as long as a site ends the walk, not the stack`() {
    let accounts = names(20_000, "c").map { name in
      let number = Int(name.dropFirst()) ?? 0
      return live(
        name, number < 9_999 ? [.forward: .forward("c" + String(10_001 + number).dropFirst())] : [:]
      )
    }
    let site = snapshot(Array(accounts.prefix(9_999)))
    let sides = DesiredAndLive(Manifest(), site, context())
    let numbers = ReceiverNumbers()
    var answers = RouteAnswers(
      RoutingTable(SiteView(before: [], sides)), numbers, hasAssistants: false)
    let first = answers.answer(to: accounts[0].address)
    let last = answers.answer(to: accounts[9_998].address)
    #expect(numbers.sets.count(first.receivers) == 9_999)
    #expect(numbers.sets.count(last.receivers) == 1)
  }
}

/// A small site of one shape, with chance for the rest.
struct RandomRoutes {
  enum Shape: CaseIterable {
    case any, clique, chain, circle, star, nestedGroups, assistants
  }

  private var random: Chance
  private let shape: Shape
  private let count: Int

  init(_ seed: UInt64, _ shape: Shape) {
    random = Chance(seed)
    self.shape = shape
    count = random.next(below: 7) + 2
  }

  var site: Snapshot {
    var copy = self
    let accounts = (0..<count).map { copy.account($0) }
    return snapshot(
      accounts,
      groups: (0..<3).map { number in
        liveGroup(
          "g\(number)",
          [.address: copy.random.next(below: 5) == 0 ? .nothing : .groupAddress("g\(number)")])
      })
  }

  private mutating func account(_ index: Int) -> LiveAccount {
    var values: [Field: FieldValue] = [:]
    if random.next(below: 3) == 0 { values[.aliases] = .addresses([address("a\(index)")]) }
    if shape == .nestedGroups {
      values[.group] = .text("g\(index % 3)")
    } else if random.next(below: 3) > 0 {
      values[.group] = .text("g\(random.next(below: 3))")
    }
    let forward = targets(of: index)
    if !forward.isEmpty {
      values[.forward] = .forwarding(
        Forwarding(
          targets: forward, keepsCopy: random.next(below: 3) > 0,
          isEnabled: random.next(below: 6) > 0))
    }
    let assistants =
      shape == .assistants
      ? others(index).filter { _ in random.next(below: 3) > 0 }
      : random.next(below: 4) == 0 ? [some()] : []
    if !assistants.isEmpty {
      values[.assistant] = .assistant(
        Assistant(
          targets: Set(assistants.map { address($0) }).sorted(),
          isOnly: random.next(below: 3) == 0))
    }
    if random.next(below: 4) == 0 {
      let end = random.next(below: 3) - 1
      values[.autoresponder] = .autoresponder(
        Autoresponder(
          subject: "Away", message: "m",
          until: random.next(below: 2) == 0
            ? nil : Day(secondsSince1970: testNow + Int64(end) * 86_400),
          keepsOriginal: random.next(below: 2) == 0))
    }
    return live("n\(index)", values, isLeaving: random.next(below: 8) == 0)
  }

  private mutating func targets(of index: Int) -> [Address] {
    var found: [String]
    switch shape {
    case .any, .assistants: found = []
    case .clique: found = others(index)
    case .chain: found = index + 1 < count ? ["n\(index + 1)"] : []
    case .circle: found = ["n\((index + 1) % count)"]
    case .star: found = ["n0"]
    case .nestedGroups: found = index % 3 == 0 ? ["g\((index / 3 + 1) % 3)"] : []
    }
    let more = shape == .any ? 2 : 5
    while random.next(below: more) == 0 { found.append(some()) }
    return Set(found.filter { $0 != "n\(index)" }.map { address($0) }).sorted()
  }

  private func others(_ index: Int) -> [String] {
    (0..<count).filter { $0 != index }.map { "n\($0)" }
  }

  private mutating func some() -> String {
    let choices =
      (0..<count).map { "n\($0)" } + ["a0", "a1", "g0", "g1", "g2", "n1+x", "a1+x", "nobody"]
      + ["x@home.example", "y@home.example"]
    return choices[random.next(below: choices.count)]
  }
}

/// The same numbers for the same seed.
private struct Chance {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
