import MailModel

/// Refuses to erase much of the trash at once, or anything by a clock that may be wrong.
///
/// What is past its hold is erased without a name, so a clock that jumped would erase everything.
package enum TrashErasure {
  package static let name = "trash-erasure"

  private static let percent = 30
  private static let least = 10
  /// How far the newest run may lie back, and ahead, before the clock counts as doubtful.
  private static let daysBack: Int64 = 90
  private static let daysAhead: Int64 = 1

  /// Judges the erasure of `items`, whose hold is over, of `count` in the trash.
  ///
  /// `newest` is when the newest run was at work, nil before the first; times are in seconds since
  /// 1970.
  package static func finding(
    erasing items: [TrashItem], of count: Int, newest: Int64?, now: Int64, allowances: [Allowance]
  ) -> Finding {
    let measured = items.count
    let doubt = newest.flatMap { Self.doubt(about: now, $0) }
    let limit = doubt == nil ? max(least, count * percent / 100) : 0
    var finding = Finding(
      "trash-erasure", .passed, subjects: items.map(\.label), measured: measured, limit: limit,
      base: count,
      message: "\(measured.counted("item")) of \(count) would be erased, "
        + (doubt ?? "the limit is \(limit)"))
    guard measured > limit else { return finding }
    let words = Allowance(guardName: name, value: "\(measured)")
    finding.allow = words.option
    finding.verdict = allowances.contains(words) ? .allowed : .refused
    if finding.verdict == .refused,
      let other = allowances.first(where: { $0.guardName.sameBytes(as: name) })
    {
      finding.message += "; \(other.option) does not fit, the figure is \(measured)"
    }
    return finding
  }

  private static func doubt(about now: Int64, _ newest: Int64) -> String? {
    let days = (now - newest) / TimeSpan.days(1).seconds
    if days > daysBack {
      return "and the clock is \(days) days ahead of the newest run: see that it is right"
    }
    if -days > daysAhead {
      return "and the clock is \(-days) days behind the newest run: see that it is right"
    }
    return nil
  }
}
