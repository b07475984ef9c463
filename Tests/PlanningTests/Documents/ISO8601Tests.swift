import Planning
import Testing

@Suite struct ISO8601Tests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (1_795_370_400, "2026-11-22T18:00:00Z"),
    (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
    (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
  ])
  func `a moment and its text are one`(_ seconds: Int64, _ text: String) {
    #expect(ISO8601.text(seconds) == text)
    #expect(ISO8601.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T18:00:00", "2026-11-22 18:00:00Z", "2026-02-30T00:00:00Z",
    "2026-11-22T24:00:00Z", "2026-11-22T18:60:00Z", "2026-11-22T18:00:60Z",
    "2026-11-22T18:00:0Z", "2026-11-22T+1:00:00Z", "2026-11-22T18:00:00.5Z",
  ])
  func `another form is refused`(_ text: String) {
    #expect(ISO8601.seconds(text) == nil)
  }
}
