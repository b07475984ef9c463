import MailModel
import Testing

@Suite struct QuotaTests {
  @Test(
    arguments: [
      ("123", 123), ("123B", 123), ("1K", 1_024), ("500M", 524_288_000), ("10G", 10_737_418_240),
      ("1T", 1_099_511_627_776), ("unlimited", 0),
      ("9223372036854775807", 9_223_372_036_854_775_807),
    ] as [(String, UInt64)])
  func readsBytes(_ text: String, _ bytes: UInt64) {
    #expect(Quota(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "0", "0G", "-1", "+1", "1.5G", "1g", "1 G", "G", "1P", "1GB", "B", "0B", "1b", "1BB",
    "9223372036854775808",
    "99999999999T", "Unlimited",
  ])
  func refusesOtherText(_ text: String) {
    #expect(Quota(text) == nil)
  }

  @Test(arguments: ["1B", "1023B", "1K", "1536M", "1025B", "10G", "3T", "1024T", "unlimited"])
  func descriptionReadsBack(_ text: String) {
    #expect(Quota(text)?.description == text)
  }

  @Test func descriptionTakesTheLargestUnit() {
    #expect(Quota("1024M")?.description == "1G")
    #expect(Quota("1048576")?.description == "1M")
    #expect(Quota("9223372036854775807")?.description == "9223372036854775807B")
  }
}

@Suite struct SpanTests {
  @Test(
    arguments: [
      ("45s", 45), ("10m", 600), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600),
    ] as [(String, Int64)])
  func readsSeconds(_ text: String, _ seconds: Int64) {
    #expect(TimeSpan(text)?.seconds == seconds)
  }

  @Test(arguments: ["", "d", "0d", "-1d", "1", "1y", "1.5d", "1 d", "36526d", "99999999999s"])
  func refusesOtherText(_ text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test(
    arguments: [(90, "90s"), (600, "10m"), (7_200, "2h"), (604_800, "7d")] as [(Int64, String)])
  func descriptionLosesNothing(_ seconds: Int64, _ text: String) {
    #expect(TimeSpan(seconds: seconds).description == text)
    #expect(TimeSpan(text)?.seconds == seconds)
  }
}

@Suite struct DayTests {
  @Test(arguments: ["2026-12-18", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func readsADayOfTheCalendar(_ text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-2-1", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
    "2026-01-00", "26-01-01", "2026-01-01 ", "2026/01/01", "2026-01-1x", "+026-01-01",
  ])
  func refusesOtherText(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
      (951_782_400, "2000-02-29"), (1_796_428_800, "2026-12-05"),
    ] as [(Int64, String)])
  func holdsASecond(_ seconds: Int64, _ day: String) {
    #expect(Day(secondsSince1970: seconds).description == day)
  }

  @Test func daysComeInTheirOrder() throws {
    let days = try ["2027-01-01", "2026-12-31", "2026-02-01", "2026-01-31"].map {
      try #require(Day($0))
    }
    #expect(days.sorted() == days.reversed())
  }
}
