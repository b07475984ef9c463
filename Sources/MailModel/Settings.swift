/// What an account's `forward` says: mail also goes to `targets`.
package struct Forwarding: Hashable, Sendable {
  /// Sorted by bytes, without repetition, never empty.
  package var targets: [Address]
  /// False leaves no copy in the own mailbox.
  package var keepsCopy: Bool
  package var isEnabled: Bool

  package init(targets: [Address], keepsCopy: Bool = true, isEnabled: Bool = true) {
    self.targets = targets
    self.keepsCopy = keepsCopy
    self.isEnabled = isEnabled
  }
}

/// What an account's `assistant` says: mail from anyone else also goes to `targets`.
package struct Assistant: Hashable, Sendable {
  /// Local accounts, sorted by bytes, without repetition, never empty.
  package var targets: [Address]
  /// True leaves no copy in the own mailbox.
  package var isOnly: Bool

  package init(targets: [Address], isOnly: Bool = false) {
    self.targets = targets
    self.isOnly = isOnly
  }
}

/// What an account's `autoresponder` says.
package struct Autoresponder: Hashable, Sendable {
  package var subject: String
  package var message: String
  /// First day on which it answers; nil is since ever.
  package var from: Day?
  /// Last day on which it answers; nil is for ever.
  package var until: Day?
  /// At most one reply to a sender in this time.
  package var every: TimeSpan
  /// False discards the original after answering.
  package var keepsOriginal: Bool

  package init(
    subject: String, message: String, from: Day? = nil, until: Day? = nil,
    every: TimeSpan = .days(7), keepsOriginal: Bool = true
  ) {
    self.subject = subject
    self.message = message
    self.from = from
    self.until = until
    self.every = every
    self.keepsOriginal = keepsOriginal
  }
}
