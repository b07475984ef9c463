import Foundation
import Testing

/// The ways back from a rollover, killed at random moments and then asked for once more.
@Suite struct KilledReturnTests {
  /// A way back: what is typed first, and what somebody types who saw it fail.
  enum Way: String, CaseIterable {
    case undo, restore, revival, empty

    func command(on site: BuiltSite) throws -> [String] {
      switch self {
      case .undo: return ["undo", "2", "--yes", "--allow", "group-emptied:form"]
      case .restore: return ["trash", "restore", "gone7"]
      case .revival: return ["apply", "--yes"]
      case .empty:
        // Those of the eight that are still there.
        let held = try SiteDatabase(site.database).rows(
          "SELECT name FROM trash WHERE name GLOB 'gone4[0-7]@*'")
        return ["trash", "empty", "--yes"] + held.flatMap { ["--erase-before-hold", $0[0]] }
      }
    }

    /// What to do before, such as to list names again.
    func prepare(_ site: BuiltSite) throws {
      guard self == .revival else { return }
      let names = (0..<10).map { "gone\($0)" }
      var text = RolloverSite.after
      for name in names {
        text = text.replacingOccurrences(of: "{ account: \(name), purge: true }, ", with: "")
      }
      let users = names.map { "  \($0): { mail: restore, comment: back }\n" }.joined()
      try site.write(
        text.replacingOccurrences(of: "users:\n", with: "users:\n" + users), to: "rollbook.yaml")
    }

    /// True for a refusal that says that all was done already.
    func isDone(_ answer: BuiltSite.Answer) -> Bool {
      switch self {
      case .undo: answer.errors.contains("has taken run 2 back already")
      case .restore: answer.errors.contains("the trash holds no gone7")
      case .revival, .empty: false
      }
    }
  }

  private struct Undisturbed {
    let site: BuiltSite
    let state: SiteState
    let messages: [String]
    let duration: Double
  }

  /// The evening is over; a lock file that appears anew tells when a run begins.
  private static func undisturbed(_ way: Way) throws -> Undisturbed {
    let site = try RolloverSite.prepared()
    try #require(try site.rollbook("apply", "--yes").status == 0)
    try way.prepare(site)
    unlink(site.folder.appendingPathComponent("rollbook.db.lock").path)
    let copy = try site.copy()
    let run = try KilledRun(
      way.command(on: copy), in: copy, after: 60, of: "rollbook.db.lock")
    try #require(run.status == 0)
    #expect(try Leftovers(in: copy).found.isEmpty)
    return Undisturbed(
      site: site, state: try SiteState(of: copy), messages: copy.messages(),
      duration: run.duration)
  }

  @Test(arguments: Way.allCases)
  func askedForOnceMoreItEndsWhereAnUndisturbedOneEnds(_ way: Way) throws {
    let undisturbed = try Self.undisturbed(way)
    var pace = Pace(first: undisturbed.duration)
    var kills = 0
    for round in 1...16 {
      let seed = Dice.base &+ UInt64(round)
      var dice = Dice(seed: seed)
      let site = try undisturbed.site.copy()
      let delay = pace.moment(by: &dice)
      let run = try KilledRun(
        way.command(on: site), in: site, after: delay, of: "rollbook.db.lock")
      pace.learn(run)
      if run.status == nil { kills += 1 }

      let place: Comment = "\(way), seed \(seed), killed \(delay) s after the lock"
      let next = try BuiltSite.run(BuiltSite.binary, way.command(on: site), in: site.folder)
      #expect(next.status == 0 || way.isDone(next), "\(place): \(next.output)\(next.errors)")
      // A run whose work was done, and only its end was not written, is closed by the next one.
      if try !SiteDatabase(site.database).rows("SELECT 1 FROM run_lock").isEmpty {
        try site.rollbook("trash", "restore", "nobody")
      }
      #expect(try Leftovers(in: site).found.isEmpty, "\(place)")
      let state = try SiteState(of: site)
      #expect(
        state == undisturbed.state, "\(place): \(state.difference(from: undisturbed.state))")
      #expect(site.messages() == undisturbed.messages, "\(place)")
    }
    #expect(kills > 4)
  }
}
