import MailModel

/// An address whose mail reaches others once a plan is done.
package struct DeliveryChange: Sendable, Hashable {
  /// What became of a message to it.
  package struct Side: Sendable, Hashable {
    package var answer: Route.Answer
    package var count: Int
    /// Sorted by address; nil where there are more than `DeliveryChange.listed`.
    package var receivers: [Route.Receiver]?

    package init(answer: Route.Answer, count: Int, receivers: [Route.Receiver]?) {
      self.answer = answer
      self.count = count
      self.receivers = receivers
    }
  }

  /// How many receivers are named one by one.
  package static let listed = 20
  /// How many gains and losses a plan names, all addresses together, before it names but some.
  package static let named = 10_000

  package enum Kind: Sendable, Hashable {
    /// An address that nobody had, which reaches the mailbox of a new account alone.
    case newMailbox
    /// An address of an account that is removed, and then nobody's.
    case removed
    case other
  }

  package var address: Address
  package var before: Side
  package var after: Side
  /// Who gets its mail then and not now, and the reverse; sorted by address.
  ///
  /// Where a plan changes more than `DeliveryChange.named` of them in all, the first `listed` of
  /// each address: what many have in common would be told again and again.
  package var gains: [Route.Receiver]
  package var loses: [Route.Receiver]
  /// How many there are of each.
  package var gained: Int
  package var lost: Int
  package var kind = Kind.other
  /// Receivers of now that have another name then, and that.
  package var renamed: [Address: Address] = [:]

  package init(
    address: Address, before: Side, after: Side, gains: [Route.Receiver], loses: [Route.Receiver],
    gained: Int? = nil, lost: Int? = nil, kind: Kind = .other
  ) {
    self.address = address
    self.before = before
    self.after = after
    self.gains = gains
    self.loses = loses
    self.gained = gained ?? gains.count
    self.lost = lost ?? loses.count
    self.kind = kind
  }
}
