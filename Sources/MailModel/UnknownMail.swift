/// A folder with mail that no account and no item of the trash has.
package struct UnknownMail: Hashable, Sendable {
  /// As an administrator would type it.
  package var path: String
  /// Whose it was, as far as anything tells.
  package var name: Address?
  /// True when that account lives and has lost its mail.
  package var isOfLiveAccount: Bool
  /// nil when it cannot be counted.
  package var mailbox: Mailbox?

  package init(path: String, name: Address?, isOfLiveAccount: Bool = false, mailbox: Mailbox?) {
    self.path = path
    self.name = name
    self.isOfLiveAccount = isOfLiveAccount
    self.mailbox = mailbox
  }
}
