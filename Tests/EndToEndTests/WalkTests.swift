import Foundation
import Testing

/// One site on a random walk, with kills at random moments and clocks that jump.
///
/// Whatever was cut off, or refused by a wrong clock, the same command ends where an undisturbed one
/// would; and nothing is erased before its hold is over by the true clock, unless it was named.
/// ROLLBOOK_WALK asks for another number of kills; there are two jumps of the clock to five of them.
@Suite struct WalkTests {
  private static let kills =
    ProcessInfo.processInfo.environment["ROLLBOOK_WALK"].flatMap(Int.init) ?? 10
  private static let jumps = kills * 2 / 5

  @Test func `the same command ends where an undisturbed one would`() throws {
    try #require(
      !Walk.Clock.library.isEmpty, "faketime is missing: Scripts/install-dependencies --with-tests")
    defer { Walk.Clock.clear() }
    var walk = try Walk(seed: Dice.base)
    var holds = Holds()
    var paces: [String: Pace] = [:]
    var tally = Tally()
    try holds.look(at: walk, after: .apply, tally.place)
    while tally.kills < Self.kills || tally.jumps < Self.jumps {
      tally.rounds += 1
      let text = try walk.site.read("rollbook.yaml")
      let step = try walk.next()
      let undisturbed = try walk.site.copy()
      let answer = try Walk.Clock(walk.now).run(step.command, in: undisturbed)
      tally.place = "round \(tally.rounds), \(step): \(answer.errors)"
      guard answer.status == 0 else {
        // A guard refuses, or what comes back has no place.
        #expect([1, 3].contains(answer.status), "\(tally.place)")
        try walk.site.write(text, to: "rollbook.yaml")
        tally.refused += 1
        continue
      }
      let isJump = tally.jumps < Self.jumps && tally.rounds % 7 < 2
      var isBegun = false
      if !isJump || tally.rounds.isMultiple(of: 3) {
        let kind = step.command.prefix(2).joined(separator: " ")
        let run = try Self.kill(step, in: &walk, &paces[kind, default: Pace(first: 0.2)])
        if run.status == nil { tally.kills += 1 }
        isBegun = true
      }
      if isJump {
        tally.jumps += 1
        try Self.jump(step, in: &walk, &tally)
        try holds.look(at: walk, after: isBegun ? step : nil, tally.place)
      }
      let next = try Walk.Clock(walk.now + 60).run(step.command, in: walk.site)
      tally.place += "; then \(next.output)\(next.errors)"
      #expect(next.status == 0 || step.isDone(next), "\(tally.place)")
      try Self.expectTheSame(walk.site, undisturbed, tally.place)
      try holds.look(at: walk, after: step, tally.place)
    }
    tally.report()
  }

  /// Most of a run is reading: three of four kills wait for the lock, after which it writes.
  private static func kill(
    _ step: Walk.Step, in walk: inout Walk, _ pace: inout Pace
  ) throws -> KilledRun {
    unlink(walk.site.folder.appendingPathComponent("rollbook.db.lock").path)
    let isAimed = Int.random(in: 0..<4, using: &walk.dice) > 0
    let run = try KilledRun(
      step.command, in: walk.site, after: pace.moment(by: &walk.dice),
      of: isAimed ? "rollbook.db.lock" : nil, environment: Walk.Clock(walk.now).environment)
    if isAimed { pace.learn(run) }
    return run
  }

  /// The same by a clock behind the newest run, or months ahead of it: it changes nothing but what a
  /// run that was cut off had left, and neither does an erasure.
  private static func jump(_ step: Walk.Step, in walk: inout Walk, _ tally: inout Tally) throws {
    let database = try SiteDatabase(walk.site.database)
    let newest = try database.number("SELECT started FROM run ORDER BY number DESC LIMIT 1")
    let years = 30 * 365 * 86_400
    let clock = Walk.Clock(
      Bool.random(using: &walk.dice)
        ? newest - Int.random(in: 361...years, using: &walk.dice)
        : newest + Int.random(in: 91 * 86_400...years, using: &walk.dice))
    let runs = try database.number("SELECT count(*) FROM run")
    let isOpen = try database.number("SELECT count(*) FROM run WHERE outcome = 'unfinished'") > 0
    let before = try SiteState(of: walk.site)
    let messages = walk.site.messages()
    for command in [step.command, Walk.Step.empty.command] {
      let answer = try clock.run(command, in: walk.site)
      tally.place += "; by \(clock.seconds) \(answer.errors)"
      if answer.status == 3 {
        #expect(answer.errors.contains("refused by clock"), "\(tally.place)")
      } else {
        // Nothing is to do, or was left by the run that was cut off; or it is done.
        #expect(answer.status == 0 || step.isDone(answer), "\(tally.place)")
      }
    }
    #expect(try database.number("SELECT count(*) FROM run") == runs, "\(tally.place)")
    guard !isOpen else { return }
    #expect(try SiteState(of: walk.site) == before, "\(tally.place)")
    #expect(walk.site.messages() == messages, "\(tally.place)")
  }

  private static func expectTheSame(
    _ site: BuiltSite, _ undisturbed: BuiltSite, _ place: String
  ) throws {
    // A run that had come to its end left its lock at most.
    if try !SiteDatabase(site.database).rows("SELECT 1 FROM run_lock").isEmpty {
      try site.rollbook("trash", "restore", "nobody")
    }
    #expect(try Leftovers(in: site).found.isEmpty, "\(place)")
    let (state, other) = (try SiteState(of: site), try SiteState(of: undisturbed))
    #expect(state == other, "\(place): \(state.difference(from: other))")
    #expect(site.messages() == undisturbed.messages(), "\(place)")
  }
}

/// Since when each item has been in the trash, by the true clock.
private struct Holds {
  private var since: [String: Int] = [:]

  mutating func look(at walk: Walk, after step: Walk.Step?, _ place: String) throws {
    let database = try SiteDatabase(walk.site.database)
    let rows = try database.rows("SELECT name || '#' || run, id FROM trash")
    let held = Set(rows.map { "\($0[0]) \($0[1])" })
    let live = Set(try database.rows("SELECT id FROM account").map { $0[0] })
    for (item, start) in since where !held.contains(item) {
      since[item] = nil
      let parts = item.split(separator: " ").map(String.init)
      let isOver = walk.now >= start + Walk.hold * 86_400
      let isErased =
        switch step {
        case .erase(let labels): labels.contains(parts[0]) || isOver
        case .empty: isOver
        case .apply, .undo, .restore, nil: false
        }
      #expect(live.contains(parts[1]) || isErased, "\(item) went before its hold: \(place)")
    }
    for item in held where since[item] == nil { since[item] = walk.now }
  }
}

private struct Tally {
  var rounds = 0
  var kills = 0
  var jumps = 0
  var refused = 0
  var place = ""

  /// Only a search asks for it.
  func report() {
    guard ProcessInfo.processInfo.environment["ROLLBOOK_WALK"] != nil else { return }
    print("\(kills) kills and \(jumps) jumps of the clock in \(rounds) rounds, \(refused) refused")
  }
}
