import MailModel

/// The way of a message to one address, hop by hop, and who gets it in the end.
package struct Route: Sendable, Hashable {
  package enum Answer: String, Sendable, Hashable {
    case delivered
    /// Refused for now with 450: the account is leaving.
    case deferred
    /// Refused with 550: nobody has the address.
    case unknown
    /// The site takes no mail for this domain.
    case elsewhere
    /// Taken, answered, and discarded by the autoresponder.
    case answered
    /// Nobody gets it: it goes round in a circle, or on to an address that is nobody's.
    case lost
  }

  package enum Receiver: Sendable, Hashable {
    case mailbox(Address)
    /// An address in a domain that is not the site's.
    case outside(Address)

    package var address: Address {
      switch self {
      case .mailbox(let address), .outside(let address): address
      }
    }

    package var isMailbox: Bool { if case .mailbox = self { true } else { false } }
  }

  package enum Reason: Sendable, Hashable {
    case asked
    case alias(Address)
    case member(group: String)
    case forward(of: Address, keepsCopy: Bool)
    case assistant(of: Address, isOnly: Bool)
  }

  package enum End: String, Sendable, Hashable {
    /// The own mailbox gets a copy.
    case mailbox
    /// It goes on without a copy.
    case passedOn = "passed-on"
    case outside
    case deferred
    case unknown
    /// Nobody sends mail on to an account that is leaving.
    case leftOut = "left-out"
    /// The message was here before, and gets no further.
    case again
  }

  /// What an autoresponder does.
  package enum Reply: Sendable, Hashable {
    case answers
    /// Answers and discards what it has answered.
    case answersAndDiscards
    case isSilent(Silence)
  }

  package enum Silence: String, Sendable, Hashable {
    /// Today is none of its days.
    case otherDays = "other-days"
    case noCopy = "no-copy"
    /// The message was sent to another address than one of the account's own.
    case notAddressed = "not-addressed"
    /// The account itself has sent it.
    case ownMail = "own-mail"
  }

  package struct Hop: Sendable, Hashable {
    /// 0 for the address that was asked for.
    package var depth: Int
    package var address: Address
    package var reason: Reason
    package var end: End
    /// nil without an autoresponder.
    package var reply: Reply?
  }

  package var answer: Answer
  /// In the order of the way, each followed by where it leads.
  package var hops: [Hop]
  /// Sorted by address.
  package var receivers: [Receiver]
}
