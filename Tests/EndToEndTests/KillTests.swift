import Foundation
import Testing

/// Runs of the built binary that are killed at random moments, with mail coming in all the time.
@Suite struct KillTests {
  private struct Undisturbed {
    let site: BuiltSite
    let state: SiteState
    /// Seconds.
    let duration: Double
  }

  /// The site before the evening, and what an undisturbed run makes of it.
  private static func undisturbed() throws -> Undisturbed {
    let site = try RolloverSite.prepared()
    let copy = try site.copy()
    let run = try KilledRun(apply, in: copy, after: 60)
    try #require(run.status == 0)
    #expect(try Leftovers(in: copy).found.isEmpty)
    return Undisturbed(site: site, state: try SiteState(of: copy), duration: run.duration)
  }

  private static let apply = ["apply", "--yes"]

  /// In each of the eight parts; ROLLBOOK_KILLS asks for another number altogether.
  private static let kills =
    (ProcessInfo.processInfo.environment["ROLLBOOK_KILLS"].flatMap(Int.init) ?? 200) / 8

  /// One more apply reaches the end, whatever moment the kill met.
  ///
  /// In even rounds those who leave get mail too: it may then be held back once, and the apply after
  /// it must reach the end.
  @Test(arguments: 0..<8)
  func nothingIsLostByAKilledApply(_ part: Int) throws {
    let undisturbed = try Self.undisturbed()
    var whole = Pace(first: undisturbed.duration)
    var steps = Pace(first: undisturbed.duration / 2)
    var tally = KillTally()
    var round = 0
    while tally.kills < Self.kills {
      round += 1
      let seed = Dice.base &+ UInt64(part * 1_000_000 + round)
      var dice = Dice(seed: seed)
      let site = try undisturbed.site.copy()
      let reachesEverybody = round.isMultiple(of: 2)
      let server = MailServer(
        on: site, staying: RolloverSite.staying,
        leaving: reachesEverybody ? RolloverSite.leaving : [], seed: seed,
        opensAnew: round % 4 < 2)
      server.start()
      // Most of a run is reading and comparing: three of four kills wait for the first write.
      let isAimed = !round.isMultiple(of: 4)
      let delay = isAimed ? steps.moment(by: &dice) : whole.moment(by: &dice)
      let run = try KilledRun(
        Self.apply, in: site, after: delay, of: isAimed ? "mail/.trash" : nil)
      if isAimed { steps.learn(run) } else { whole.learn(run) }
      try tally.count(site, run)
      if round.isMultiple(of: 5) {
        // The one that puts things right may be killed as well.
        _ = try KilledRun(Self.apply, in: site, after: whole.moment(by: &dice))
      }
      let next = try site.rollbook("apply", "--yes")
      let deliveries = server.stop()
      tally.delivered += deliveries.accepted.count
      tally.deferred += deliveries.deferred

      let place: Comment = "seed \(seed), killed after \(delay) s"
      if reachesEverybody {
        // Held back, or other mailboxes than in the plan a moment before.
        #expect([0, 4, 6].contains(next.status), "\(place): \(next.errors)")
        let last = next.status == 0 ? next : try site.rollbook("apply", "--yes")
        #expect(last.status == 0, "\(place): \(last.errors)")
      } else {
        #expect(next.status == 0, "\(place): \(next.errors)")
      }
      try Self.expectTheEnd(
        on: site, like: undisturbed, deliveries, place, asksRollbook: round % 8 < 2)
    }
    tally.report(part)
  }

  private static func expectTheEnd(
    on site: BuiltSite, like undisturbed: Undisturbed, _ deliveries: MailServer.Deliveries,
    _ place: Comment, asksRollbook: Bool
  ) throws {
    let leftovers = try Leftovers(in: site).found
    #expect(leftovers.isEmpty, "\(place)")
    let state = try SiteState(of: site)
    #expect(state == undisturbed.state, "\(place): \(state.difference(from: undisturbed.state))")
    let early = undisturbed.site.messages()
    #expect(site.messages() == (early + deliveries.accepted).sorted(), "\(place)")
    guard asksRollbook else { return }
    let counted = try site.countedMessages()
    #expect(counted == early.count + deliveries.accepted.count, "\(place)")
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0, "\(place)")
  }
}
