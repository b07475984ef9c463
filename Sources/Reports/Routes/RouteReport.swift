import MailModel
import Planning

/// Who gets a message to one address, hop by hop: now, and once a manifest is applied.
package struct RouteReport: Report {
  package let address: Address
  /// nil for somebody who is nobody's assistant.
  package let sender: Address?
  package let now: Route
  /// nil where no manifest was planned.
  package let after: Route?

  package init(_ address: Address, from sender: Address?, now: Route, after: Route?) {
    self.address = address
    self.sender = sender
    self.now = now
    self.after = after
  }

  /// One part where both are equal, else two.
  package func text(style: Style = .plain) -> String {
    let title =
      style.shown(address) + (sender.map { ", from \(style.shown($0))" } ?? "")
    guard let after else { return TextReport.join([part(now, "\(title), now:", style)]) }
    if now == after {
      return TextReport.join([part(now, "\(title), now and after the manifest:", style)])
    }
    return TextReport.join([
      part(now, "\(title), now:", style), part(after, "\(title), after the manifest:", style),
    ])
  }

  /// `{ "rollbook_route": 1, … }`; `after` is null where no manifest was planned.
  package func json() -> String {
    JSONText.pretty(
      RouteDocument(
        address: address.text, from: OrNull(sender?.text), now: RouteDocument.Part(now),
        after: OrNull(after.map(RouteDocument.Part.init))))
  }

  private func part(_ route: Route, _ title: String, _ style: Style) -> [String] {
    // A single hop that ends says the same as the summary.
    let hops = route.receivers.isEmpty && route.hops.count == 1 ? [] : route.hops
    return [style.paint(title, .strong)] + hops.map { "    " + line(of: $0, style) }
      + ["  " + summary(of: route, style)]
  }

  private func line(of hop: Route.Hop, _ style: Style) -> String {
    let words = [reason(hop.reason, style), end(hop, style), hop.reply.map(Self.reply)]
    let text = words.compactMap(\.self).joined(separator: "; ")
    return indent(of: hop) + style.shown(hop.address) + (text.isEmpty ? "" : ": \(text)")
  }

  /// Two blanks a step; from `deepestIndent` on the step is a number, as a chain of thousands would
  /// be mostly blanks.
  private func indent(of hop: Route.Hop) -> String {
    String(repeating: "  ", count: min(hop.depth, Self.deepestIndent))
      + (hop.depth > Self.deepestIndent ? "step \(hop.depth): " : "")
  }

  private static let deepestIndent = 20

  private func reason(_ reason: Route.Reason, _ style: Style) -> String? {
    switch reason {
    case .asked: nil
    case .alias(let address): "has the alias \(style.shown(address))"
    case .member(let group): "member of group \(group.shown)"
    case .forward(let owner, let keeps):
      "\(style.shown(owner)) forwards to it, \(keeps ? "keeps a copy" : "keeps no copy")"
    case .assistant(let owner, let isOnly):
      "assistant of \(style.shown(owner))\(isOnly ? ", in its place" : "")"
    }
  }

  private func end(_ hop: Route.Hop, _ style: Style) -> String? {
    switch hop.end {
    case .mailbox: "own mailbox"
    case .passedOn:
      // An alias and a group have no mailbox that could go without.
      hop.reply == nil ? "passed on" : "passed on, no copy"
    case .outside: "outside"
    case .deferred: Wording.answer(.deferred)
    case .unknown: Wording.answer(.unknown)
    case .leftOut: "left out, the account is leaving"
    case .again: "was there before"
    }
  }

  private static func reply(_ reply: Route.Reply) -> String {
    switch reply {
    case .answers: "the autoresponder answers"
    case .answersAndDiscards: "the autoresponder answers, and discards what it has answered"
    case .isSilent(.otherDays): "the autoresponder is silent today"
    case .isSilent(.noCopy): "the autoresponder is silent, as there is no copy"
    case .isSilent(.notAddressed):
      "the autoresponder is silent, as the mail is addressed to somebody else"
    case .isSilent(.ownMail): "the autoresponder is silent, as the account itself is the sender"
    }
  }

  private func summary(of route: Route, _ style: Style) -> String {
    guard !route.receivers.isEmpty else { return Wording.answer(route.answer) }
    let mailboxes = route.receivers.filter(\.isMailbox)
    let outside = route.receivers.filter { !$0.isMailbox }
    func named(_ receivers: [Route.Receiver], _ noun: String, _ plural: String) -> String? {
      if receivers.isEmpty { return nil }
      let names = receivers.prefix(Wording.shownSubjects).map { style.shown($0.address) }
      let rest = receivers.count - names.count
      return "\(Wording.count(receivers.count, noun, plural)): " + names.joined(separator: ", ")
        + (rest > 0 ? " \(Wording.andMore(rest))" : "")
    }
    return "reaches "
      + [
        named(mailboxes, "mailbox", "mailboxes"),
        named(outside, "address outside", "addresses outside"),
      ].compactMap(\.self).joined(separator: "; ")
  }
}
