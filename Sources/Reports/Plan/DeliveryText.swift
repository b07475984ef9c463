import MailModel
import Planning

/// Addresses whose mail reaches others once a plan is done, one line each.
struct DeliveryText {
  /// How many lines are shown unless the style is verbose.
  static let shownLines = 20
  /// How many receivers a line names.
  private static let shownReceivers = 4

  let style: Style

  func lines(of changes: [DeliveryChange]) -> [String] {
    if changes.isEmpty { return [] }
    // What follows from an addition or a removal by itself is counted.
    let told = style.isVerbose ? changes : changes.filter { $0.kind == .other }
    let limit = style.isVerbose ? told.count : Self.shownLines
    var lines = [style.paint("delivery changes:", .strong)]
    lines += Self.weightiest(told, limit).map { "    " + line(of: $0) }
    if told.count > limit { lines.append("    " + Wording.andMore(told.count - limit)) }
    if !style.isVerbose {
      lines += counted(changes, .newMailbox).map { "    " + Wording.newAddresses($0) }
      lines += counted(changes, .removed).map { "    " + Wording.removedAddresses($0) }
    }
    return lines
  }

  /// The changes to show, in their order: where some must be left out, first those that bring mail
  /// to other sites or take it from there, then those that take it from somebody, then those of
  /// many receivers.
  private static func weightiest(_ changes: [DeliveryChange], _ limit: Int) -> [DeliveryChange] {
    guard changes.count > limit else { return changes }
    func weight(_ change: DeliveryChange) -> Int {
      if (change.gains + change.loses).contains(where: { !$0.isMailbox }) { return 3 }
      if !change.loses.isEmpty { return 2 }
      return max(change.before.count, change.after.count) > 1 ? 1 : 0
    }
    return changes.enumerated()
      .sorted { (-weight($0.element), $0.offset) < (-weight($1.element), $1.offset) }
      .prefix(limit).sorted { $0.offset < $1.offset }.map(\.element)
  }

  private func counted(_ changes: [DeliveryChange], _ kind: DeliveryChange.Kind) -> [Int] {
    let count = changes.count { $0.kind == kind }
    return count == 0 ? [] : [count]
  }

  private func line(of change: DeliveryChange) -> String {
    let name = style.shown(change.address)
    if let before = named(change.before, change.renamed), let after = named(change.after) {
      return "\(name): \(before) -> \(after)"
    }
    return "\(name): \(counted(change.before)) -> \(counted(change.after))"
      + difference(change.gains, of: change.gained, "+", .good)
      + difference(change.loses, of: change.lost, "-", .removed)
  }

  /// nil where there are too many to name.
  private func named(
    _ side: DeliveryChange.Side, _ renamed: [Address: Address] = [:]
  ) -> String? {
    guard side.count > 0 else { return counted(side) }
    guard side.count <= Self.shownReceivers, let receivers = side.receivers else { return nil }
    return receivers.map { receiver in
      let name = Wording.receiver(receiver, style)
      return renamed[receiver.address].map { "\(name) (then \(style.shown($0)))" } ?? name
    }.joined(separator: ", ")
  }

  private func counted(_ side: DeliveryChange.Side) -> String {
    side.count > 0 ? Wording.count(side.count, "receiver") : Wording.nobody(side.answer)
  }

  private func difference(
    _ receivers: [Route.Receiver], of count: Int, _ sign: String, _ paint: Style.Paint
  ) -> String {
    if receivers.isEmpty { return "" }
    let shown = receivers.prefix(Self.shownReceivers).map {
      style.paint("\(sign) \(Wording.receiver($0, style))", paint)
    }
    let rest = count - shown.count
    return ", " + shown.joined(separator: ", ")
      + (rest > 0 ? ", \(sign) \(Wording.count(rest, "other"))" : "")
  }
}

extension Wording {
  /// What becomes of mail that nobody gets; of mail that somebody gets, `delivered`.
  static func answer(_ answer: Route.Answer) -> String {
    switch answer {
    case .delivered: "delivered"
    case .deferred: "deferred with 450, the account is leaving"
    case .unknown: "refused with 550, nobody has the address"
    case .elsewhere: "not this site's domain"
    case .answered: "answered and discarded by the autoresponder"
    case .lost: "nobody gets it, it goes in a circle (451) or to an address that is nobody's"
    }
  }

  /// The same in a word, where it stands in place of receivers.
  static func nobody(_ answer: Route.Answer) -> String {
    switch answer {
    case .delivered: "nobody"
    case .deferred: "deferred (450)"
    case .unknown: "nobody (550)"
    case .elsewhere: "not of this site"
    case .answered: "nobody (answered and discarded)"
    case .lost: "nobody (lost)"
    }
  }

  static func receiver(_ receiver: Route.Receiver, _ style: Style) -> String {
    style.shown(receiver.address) + (receiver.isMailbox ? "" : " (outside)")
  }

  static func newAddresses(_ number: Int) -> String {
    number == 1
      ? "1 new address reaches its new account alone"
      : "\(number) new addresses reach their new account alone"
  }

  static func removedAddresses(_ number: Int) -> String {
    "\(count(number, "address", "addresses")) of removed accounts: nobody (550)"
  }
}
