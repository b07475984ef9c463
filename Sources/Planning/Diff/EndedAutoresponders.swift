import MailModel

extension Finding {
  /// Autoresponders that the entries begin, and whose last day is over; nil where there are none.
  static func endedAutoresponders(_ entries: [PlannedChange], today: Day) -> Finding? {
    let ended = entries.filter { entry in
      guard !entry.isRemoval,
        case .autoresponder(let responder) = entry[.autoresponder]?.after,
        let until = responder.until
      else { return false }
      return until < today
    }
    guard let first = ended.first?.change.name else { return nil }
    let isOne = ended.count == 1
    return Finding(
      "ended-autoresponder", .warning, subject: isOne ? first : nil,
      subjects: ended.map(\.change.name), measured: ended.count,
      message: isOne
        ? "the autoresponder of \(first) would answer nobody: its `until` is over"
        : "the autoresponders of \(ended.count) accounts would answer nobody: their `until` is over"
    )
  }
}
