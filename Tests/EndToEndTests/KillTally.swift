import Foundation

/// How long a run takes at the moment, on a machine that has other work too.
struct Pace {
  /// Seconds.
  private var expected: Double

  init(first: Double) { expected = first }

  /// A run that could be killed shows only that it may take longer, a refused one nothing.
  mutating func learn(_ run: KilledRun) {
    switch run.status {
    case nil: expected *= 1.05
    case 0, 4: expected = (expected + run.duration) / 2
    default: break
    }
  }

  /// Seconds from the start of a run to any moment of it.
  func moment(by dice: inout Dice) -> Double {
    Double.random(in: 0...1, using: &dice) * expected
  }
}

/// At which moments runs were killed, and what became of the mail meanwhile.
struct KillTally {
  enum Moment: String {
    case beforeBegin = "before begin"
    case beforeSteps = "before the first step"
    case withinStep = "within a step"
    case betweenSteps = "between steps"
    case afterEnd = "after the end"
    case notKilled = "not killed"
  }

  private(set) var moments: [Moment: Int] = [:]
  var kills: Int { moments.reduce(0) { $0 + ($1.key == .notKilled ? 0 : $1.value) } }
  var delivered = 0
  var deferred = 0

  /// Looks at what the last run left; the journal tells how far it came.
  mutating func count(_ site: BuiltSite, _ run: KilledRun) throws {
    moments[try run.status == nil ? Self.moment(of: site) : .notKilled, default: 0] += 1
  }

  private static func moment(of site: BuiltSite) throws -> Moment {
    let database = try SiteDatabase(site.database)
    let last = try database.rows("SELECT number, outcome FROM run ORDER BY number DESC LIMIT 1")
    guard last[0][0] != "1" else { return .beforeBegin }
    guard last[0][1] == "unfinished" else { return .afterEnd }
    let states = try database.rows(
      "SELECT DISTINCT state FROM run_step WHERE run = ?", last[0][0])
    if states.contains(["announced"]) { return .withinStep }
    return states.contains(["done"]) ? .betweenSteps : .beforeSteps
  }

  /// Only a search asks for it.
  func report(_ part: Int) {
    guard ProcessInfo.processInfo.environment["ROLLBOOK_KILLS"] != nil else { return }
    let moments = moments.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value)" }
    print(
      "part \(part): \(moments.joined(separator: ", ")); \(delivered) delivered,",
      "\(deferred) deferred")
  }
}
