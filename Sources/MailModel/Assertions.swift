/// What a manifest's `assert` says must hold of the routes of mail once a plan is done.
package struct Assertions: Hashable, Sendable {
  /// At least so many mailboxes must get the mail of an address.
  package struct Reach: Hashable, Sendable {
    package var address: Address
    /// At least 1.
    package var mailboxes: Int

    package init(_ address: Address, mailboxes: Int) {
      self.address = address
      self.mailboxes = mailboxes
    }
  }

  /// Whose mail must not leave the site.
  package enum Subject: Hashable, Sendable {
    case account(Address)
    /// Each member and, if it has one, the group's address.
    case group(String)
  }

  package var reaches: [Reach] = []
  package var noExternal: [Subject] = []

  package init() {}
}
