/// Programs that are connected to one mailbox at a moment.
package struct MailSession: Hashable, Sendable {
  package var account: Address
  /// What they speak: `imap`.
  package var service: String
  /// How many of them there are, at least 1.
  package var count: Int

  package init(account: Address, service: String, count: Int) {
    self.account = account
    self.service = service
    self.count = count
  }
}

/// Who is connected to the mailboxes that a plan removes.
package enum Connections: Hashable, Sendable {
  /// Sorted by account and service.
  case known([MailSession])
  /// Nobody could tell, for this reason.
  case unknown(String)
}

/// One message in the mail server's queue.
package struct QueueEntry: Hashable, Sendable {
  /// Somebody whom it has not reached yet.
  package struct Recipient: Hashable, Sendable {
    /// As the queue spells it.
    package var address: String
    /// Why it was not delivered at the last attempt; nil before the first.
    package var reason: String?

    package init(address: String, reason: String? = nil) {
      self.address = address
      self.reason = reason
    }
  }

  package var id: String
  /// `active`, `deferred`, `hold` and so on.
  package var queue: String
  /// Seconds since 1970.
  package var arrived: Int64
  package var bytes: Int64
  /// Empty for a notice of the mail server itself.
  package var sender: String
  package var recipients: [Recipient]

  package init(
    id: String, queue: String, arrived: Int64, bytes: Int64, sender: String,
    recipients: [Recipient]
  ) {
    self.id = id
    self.queue = queue
    self.arrived = arrived
    self.bytes = bytes
    self.sender = sender
    self.recipients = recipients
  }

  /// Whose mailboxes it has yet to reach: recipients are looked up in `owners` without case, and
  /// without their sub-address where nobody has the whole.
  package func accounts(by owners: [Address: Address]) -> Set<Address> {
    var accounts: Set<Address> = []
    for recipient in recipients {
      let address = Address(canonical: recipient.address.asciiLowercased)
      if let owner = owners[address] ?? address.withoutDetail.flatMap({ owners[$0] }) {
        accounts.insert(owner)
      }
    }
    return accounts
  }
}
