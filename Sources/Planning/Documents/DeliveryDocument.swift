import MailModel

/// An address whose mail reaches others once a plan is done, as JSON.
package struct DeliveryDocument: Codable, Hashable, Sendable {
  package struct Side: Codable, Hashable, Sendable {
    /// `delivered`, `deferred`, `unknown`, `elsewhere`, `answered` or `lost`.
    package var answer: String
    package var count: Int
    /// nil where there are more than 20.
    package var receivers: [ReceiverDocument]?

    package init(_ side: DeliveryChange.Side) {
      answer = side.answer.rawValue
      count = side.count
      receivers = side.receivers.map { $0.map(ReceiverDocument.init) }
    }
  }

  package var address: String
  package var before: Side
  package var after: Side
  package var gains: [ReceiverDocument]
  package var loses: [ReceiverDocument]
  /// How many there are of each; nil where all are named.
  package var gained: Int?
  package var lost: Int?
  /// Receivers of now that have another name then, and that; nil without any.
  package var renamed: [String: String]?

  package init(_ change: DeliveryChange) {
    address = change.address.text
    before = Side(change.before)
    after = Side(change.after)
    gains = change.gains.map(ReceiverDocument.init)
    loses = change.loses.map(ReceiverDocument.init)
    if change.gained > change.gains.count { gained = change.gained }
    if change.lost > change.loses.count { lost = change.lost }
    if !change.renamed.isEmpty {
      renamed = Dictionary(
        uniqueKeysWithValues: change.renamed.map { ($0.key.text, $0.value.text) })
    }
  }
}

/// Who gets a message in the end, as JSON: a mailbox, or an address outside.
package struct ReceiverDocument: Codable, Hashable, Sendable {
  package var mailbox: String?
  package var outside: String?

  package init(_ receiver: Route.Receiver) {
    switch receiver {
    case .mailbox(let address): mailbox = address.text
    case .outside(let address): outside = address.text
    }
  }
}
