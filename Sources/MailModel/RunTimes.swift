/// What the journal knows of the time: each run is a moment that its site has seen.
package struct RunTimes: Hashable, Sendable {
  /// When the newest run began, by its own clock, in seconds since 1970.
  package var newest: Int64
  /// The latest moment at which any run began.
  package var latest: Int64

  package init(newest: Int64, latest: Int64) {
    self.newest = newest
    self.latest = latest
  }

  /// The end of a hold that begins at `now`: no clock that went back may let it end before one that
  /// begins with the latest run would.
  package static func end(of hold: TimeSpan, from now: Int64, _ times: RunTimes?) -> Int64 {
    min(max(now, times?.latest ?? now), horizon) + hold.seconds
  }

  /// The start of the year 9801, more than the longest span before the last day there is.
  private static let horizon: Int64 = 247_122_489_600
}
