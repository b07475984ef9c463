import Execution
import MailModel
import Planning
import TestSupport
import Testing

@testable import Stores

/// The model of routes says what the views of the mail server say.
@Suite struct RouteConformanceTests {
  @Test func `random small sites route as the mail server's views do, before and after a run`()
    throws
  {
    var compared = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      compared += try Self.compare(seed: seed)
    }
    // Guards refuse some of the random plans.
    #expect(compared > 40)
  }

  @Test func `an account that is leaving is left out as the views leave it out`() throws {
    var compared = 0
    for seed in 101...120 as ClosedRange<UInt64> {
      var random = Numbers(seed)
      let site = try SQLRouteSite()
      guard try site.apply(Self.manifest(&random)) else { continue }
      try site.connection.script(
        "UPDATE account SET is_leaving = 1 WHERE address = '\(address("n0"))'")
      try site.expectSameRoutes("seed \(seed), leaving")
      compared += 1
    }
    #expect(compared > 5)
  }

  @Test(arguments: Shape.allCases)
  func `sites of one shape route as the mail server's views do`(_ shape: Shape) throws {
    var compared = 0
    for seed in 201...212 as ClosedRange<UInt64> {
      compared += try Self.compare(seed: seed, shape)
    }
    #expect(compared > 5)
  }

  /// How the forwards of a site hang together.
  enum Shape: CaseIterable {
    case clique, chain, circle, star, nestedGroups

    func targets(of index: Int) -> [String] {
      switch self {
      case .clique: (0..<6).filter { $0 != index }.map { "n\($0)" }
      case .chain: index < 5 ? ["n\(index + 1)"] : []
      case .circle: ["n\((index + 1) % 6)"]
      case .star: index > 0 ? ["n0"] : []
      case .nestedGroups: index % 2 == 0 ? ["g1"] : []
      }
    }
  }

  /// - Returns: How many plans were carried out.
  private static func compare(seed: UInt64, _ shape: Shape? = nil) throws -> Int {
    var random = Numbers(seed)
    let site = try SQLRouteSite()
    var compared = 0
    for step in 0..<3 {
      let manifest = manifest(&random, shape)
      let planned = try site.planned(manifest)
      let before = try site.answers()
      guard try site.apply(manifest) else { continue }
      compared += 1
      let label: Comment = "seed \(seed), run \(step)"
      try site.expectSameRoutes(label)
      #expect(try site.answers() == planned.answers, label)
      // Whatever the difference does not name stays as it was.
      let changed = Set(planned.delivery.map(\.address.text))
      let after = try site.answers()
      for (key, answer) in before where key.hasPrefix("\(SQLRouteSite.stranger) ") {
        let asked = String(key.dropFirst(SQLRouteSite.stranger.count + 1))
        if asked.contains("+") || planned.isRenamed { continue }
        #expect((after[key] != answer) == changed.contains(asked), "\(label) \(asked)")
      }
    }
    return compared
  }

  private static func manifest(_ random: inout Numbers, _ shape: Shape? = nil) -> Manifest {
    let targets = (0..<6).map { "n\($0)" } + ["g0", "g1", "a1", "a3", "n2+x", "x@home.example"]
    var users: [ListedUser] = []
    for index in 0..<6 where random.next(below: 8) > 0 {
      var values: [Field: FieldValue] = [
        .aliases: .addresses([]), .forward: .nothing, .assistant: .nothing,
        .autoresponder: .nothing, .group: .nothing,
      ]
      if random.next(below: 2) == 0 { values[.aliases] = .addresses([address("a\(index)")]) }
      if random.next(below: 3) > 0 { values[.group] = .text("g\(random.next(below: 3) / 2)") }
      if random.next(below: 2) == 0 {
        let chosen = Set((0...random.next(below: 2)).map { _ in random.pick(targets) })
        values[.forward] = .forwarding(
          Forwarding(
            targets: chosen.map { address($0) }.sorted(), keepsCopy: random.next(below: 3) > 0,
            isEnabled: random.next(below: 5) > 0))
      }
      if let shape {
        let chosen = shape.targets(of: index)
        values[.forward] =
          chosen.isEmpty || random.next(below: 6) == 0
          ? .nothing
          : .forwarding(
            Forwarding(
              targets: chosen.map { address($0) }.sorted(),
              keepsCopy: random.next(below: 8) > 0))
        if shape == .nestedGroups { values[.group] = .text("g\(index % 2)") }
      }
      if random.next(below: 3) == 0 {
        let assistants = (0..<6).map { "n\($0)" } + ["a1", "a3", "g0", "g1", "n2+x"]
        let chosen = Set((0...random.next(below: 2)).map { _ in random.pick(assistants) })
        values[.assistant] = .assistant(
          Assistant(
            targets: chosen.map { address($0) }.sorted(), isOnly: random.next(below: 3) == 0))
      }
      if random.next(below: 4) == 0 {
        values[.autoresponder] = .autoresponder(
          Autoresponder(
            subject: "Away", message: "m", keepsOriginal: random.next(below: 2) == 0))
      }
      users.append(user("n\(index)", values, mail: .fresh))
    }
    return TestSupport.manifest(
      users,
      groups: (0..<2).map { index in
        group(
          "g\(index)",
          [.address: random.next(below: 4) == 0 ? .nothing : .groupAddress("g\(index)")])
      }, mode: .authoritative
    ) { $0.maxRemovals = Policy.RemovalLimit(percent: nil, count: nil) }
  }
}

/// A store in a file that runs are applied to, and that the views are asked of.
final class SQLRouteSite {
  static let stranger = "somebody@home.example"
  private let folder = TemporaryFolder()
  private let url: StoreURL
  let connection: SQLiteConnection
  private let mail: InMemoryMailStorage
  private let bench = Bench()

  init() throws {
    url = try StoreURL("sqlite:rollbook.db", base: folder.path)
    try url.create()
    mail = InMemoryMailStorage(markedFor: try url.openReader().snapshot().storeID)
    connection = try SQLiteFile(path: url.path).openWriter(lockTimeout: 0)
  }

  private var asked: [String] {
    ((0..<6).map { "n\($0)" } + (0..<6).map { "a\($0)" } + ["g0", "g1", "n1+x", "a1+x", "zz"])
      .map { address($0).text }
  }

  private func current(_ manifest: Manifest) throws -> PlanMaker.Result {
    try PlanMaker(directory: url.openReader(), mail: mail, location: bench.location)
      .plan(for: manifest, in: context)
  }

  private var context: PlanContext { bench.context() }

  /// What the model says of the site once `manifest` is applied.
  func planned(
    _ manifest: Manifest
  ) throws -> (answers: [String: [String]], delivery: [DeliveryChange], isRenamed: Bool) {
    let draft = try PlanMaker(directory: url.openReader(), mail: mail, location: bench.location)
      .draft(for: manifest, in: context)
    let answers = answers { draft.route(to: $0, from: $1) }
    let plan = try current(manifest).plan
    return (answers, plan.delivery, plan.summary.rename > 0)
  }

  /// False for a plan that may not be carried out.
  func apply(_ manifest: Manifest) throws -> Bool {
    let current = try current(manifest)
    guard !current.hasErrors, current.plan.verdict != .refused else { return false }
    let runner = Runner(
      directory: try url.openWriter(lockTimeout: 0), mail: mail, location: bench.location,
      environment: bench.environment())
    _ = try runner.apply(
      Runner.Order(
        aim: .manifest(manifest), agreed: current.plan, context: context, credentials: nil))
    return true
  }

  /// What the model says of the site now.
  func answers() throws -> [String: [String]] {
    let snapshot = try url.openReader().snapshot()
    let today = Day(secondsSince1970: bench.now)
    return answers { snapshot.route(to: $0, from: $1, on: today) }
  }

  private func answers(_ route: (Address, Address?) -> Route) -> [String: [String]] {
    var answers: [String: [String]] = [:]
    for sender in [Self.stranger, address("n1").text, address("a2").text] {
      for name in asked {
        let found = route(Address(canonical: name), Address(canonical: sender))
        answers["\(sender) \(name)"] = Self.text(of: found)
      }
    }
    return answers
  }

  private static func text(of route: Route) -> [String] {
    switch route.answer {
    case .deferred: ["deferred"]
    // An empty store has no domain yet.
    case .unknown, .elsewhere: ["unknown"]
    case .delivered, .answered, .lost:
      route.receivers.map { ($0.isMailbox ? "mailbox " : "outside ") + $0.address.text }.sorted()
    }
  }

  func expectSameRoutes(_ label: Comment) throws {
    let views = ServerViews(SQLDirectory(connection: connection))
    for (key, answer) in try answers() {
      let parts = key.split(separator: " ").map(String.init)
      let wanted = try views.answer(to: parts[1], from: parts[0])
      #expect(answer == wanted, "\(label): \(key)")
    }
  }
}

/// The same numbers for the same seed.
struct Numbers {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[next(below: choices.count)]
  }
}
