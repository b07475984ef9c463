/// A size for people: `340 KiB`, `1.2 GiB`, powers of 1024.
package enum ByteCount {
  /// One decimal below 10, none above; rounded down, so no size looks larger than it is.
  package static func text(_ bytes: Int64) -> String {
    guard bytes >= 1_024 else { return "\(bytes) B" }
    var unit = 0
    var factor: Int64 = 1_024
    while unit < units.count - 1, bytes / factor >= 1_024 {
      factor *= 1_024
      unit += 1
    }
    let whole = bytes / factor
    let tenth = UInt64(bytes % factor) * 10 / UInt64(factor)
    return whole < 10 && tenth > 0
      ? "\(whole).\(tenth) \(units[unit])" : "\(whole) \(units[unit])"
  }

  private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
}
