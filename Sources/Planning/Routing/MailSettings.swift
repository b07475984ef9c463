import MailModel

/// What an account does with a message that reaches it.
struct MailSettings {
  var isLeaving = false
  /// nil without one, and for one that is switched off.
  var forward: Forwarding?
  var assistant: Assistant?
  var autoresponder: Autoresponder?

  /// True when the message gets as far as the own mailbox, where the script stands: mail that is
  /// passed on alone never meets it.
  func meetsScript(isPassedOn: Bool) -> Bool {
    !isPassedOn || !dropsCopy || assistant != nil
  }

  /// True when the own mailbox keeps the message, whatever an autoresponder does.
  ///
  /// `isPassedOn` says that a target of the forward takes it, `isCopied` that an assistant does.
  func keeps(isPassedOn: Bool, isCopied: Bool) -> Bool {
    if !meetsScript(isPassedOn: isPassedOn) { return false }
    if isCopied, assistant?.isOnly == true { return false }
    // Without a script there is nothing that would discard; nor where no target takes the mail.
    return !(dropsCopy && isPassedOn && (assistant != nil || autoresponder != nil))
  }

  private var dropsCopy: Bool { forward.map { !$0.keepsCopy } ?? false }
}

extension Autoresponder {
  /// True for one that did its last before `start`; nil counts every one.
  func isOver(before start: Day?) -> Bool {
    guard let start, let until else { return false }
    return until < start
  }
}
