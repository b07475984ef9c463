import MailModel

/// One account as `list` shows it.
package struct AccountLine: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case person
    case builtIn = "built-in"
  }

  package var account: Address
  package var name: String
  package var group: String?
  package var kind: Kind
  package var isAdmin: Bool
  package var isEnabled: Bool
  package var services: ServiceSet
  package var isLocked: Bool
  package var isLeaving: Bool
  package var isOwned: Bool
  package var hasAutoresponder: Bool
  package var hasAssistant: Bool
  package var hasForwarding: Bool
  /// In the inbox; nil when not known.
  package var messages: Int?
  /// Of all folders; nil when not known.
  package var bytes: Int64?
  package var comment: String
  /// The Maildir as the user would type it; nil for a built-in.
  package var maildir: String?
  /// Why the mailbox could not be counted; nil when it was.
  package var problem: String?

  package init(
    account: Address, name: String = "", group: String? = nil, kind: Kind = .person,
    isAdmin: Bool = false, isEnabled: Bool = true, services: ServiceSet = .all,
    isLocked: Bool = false, isLeaving: Bool = false, isOwned: Bool = true,
    hasAutoresponder: Bool = false,
    hasAssistant: Bool = false, hasForwarding: Bool = false, messages: Int? = nil,
    bytes: Int64? = nil, comment: String = "", maildir: String? = nil
  ) {
    self.account = account
    self.name = name
    self.group = group
    self.kind = kind
    self.isAdmin = isAdmin
    self.isEnabled = isEnabled
    self.services = services
    self.isLocked = isLocked
    self.isLeaving = isLeaving
    self.isOwned = isOwned
    self.hasAutoresponder = hasAutoresponder
    self.hasAssistant = hasAssistant
    self.hasForwarding = hasForwarding
    self.messages = messages
    self.bytes = bytes
    self.comment = comment
    self.maildir = maildir
  }

  /// A live account with what its mailbox holds, nil when that was not counted.
  ///
  /// A forwarding that is switched off is none.
  package init(_ account: LiveAccount, mailbox: Mailbox?, maildir: String?) {
    let values = account.values
    self.init(
      account: account.address, name: values.name, group: values.group,
      kind: account.address.isBuiltIn ? .builtIn : .person, isAdmin: values.isAdmin,
      isEnabled: values.isEnabled, services: values.services,
      isLocked: account.marks.contains(.locked),
      isLeaving: account.marks.contains(.leaving), isOwned: account.isOwned,
      hasAutoresponder: values.autoresponder != nil, hasAssistant: values.assistant != nil,
      hasForwarding: values.forwarding?.isEnabled == true, messages: mailbox?.inbox,
      bytes: mailbox?.bytes, comment: values.comment, maildir: maildir)
  }
}
