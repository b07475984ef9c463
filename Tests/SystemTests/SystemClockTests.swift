import Testing

@testable import System

@Suite struct SystemClockTests {
  /// 2027-01-15 and 2027-07-15, both at noon in UTC.
  @Test(arguments: [(1_799_928_000 as Int64, 3_600 as Int64), (1_815_566_400, 7_200)])
  func zoneIsAheadByItsSeason(_ moment: Int64, _ offset: Int64) {
    #expect(SystemClock.offset(at: moment, in: "Europe/Berlin") == offset)
  }

  @Test func uptimeGoesOnWhileNothingIsDone() {
    let start = SystemClock.uptime()
    SystemClock.pause(20)
    #expect((20..<10_000).contains(SystemClock.uptime() - start))
  }
}
