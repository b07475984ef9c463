import MailModel
import Planning
import Stores

/// Whether an erasure destroys what was put into the trash, and nothing that came there since.
///
/// Nobody looks into an item while it is held, and what has been erased does not come back: it is
/// judged by all that lies in its folder.
package struct ErasureCheck {
  private let mail: any MailboxReader
  private let snapshot: Snapshot
  private let allowances: [Allowance]

  package init(
    mail: any MailboxReader, snapshot: Snapshot, allowances: [Allowance] = []
  ) {
    self.mail = mail
    self.snapshot = snapshot
    self.allowances = allowances
  }

  /// What an item holds by now, and what there is to say of it.
  package struct Answer {
    /// nil where it is what was put there; `allowed` where somebody has said that it may go.
    package var finding: Finding?
    /// What would be destroyed, as far as it can be counted.
    var mailbox: Mailbox

    /// What keeps it; nil where it may go.
    package var refusal: Finding? { finding.flatMap { $0.verdict == .refused ? $0 : nil } }
  }

  /// `isResumed` says that its erasure has begun; it may go on with what it has left, and nothing else.
  ///
  /// - Throws: What keeps the mail folder from being looked at; an item that cannot be counted is an
  ///   answer.
  package func answer(
    for item: TrashItem, isResumed: Bool = false
  ) throws(StoreError) -> Answer {
    let contents: ItemContents
    do throws(StoreError) { contents = try mail.contents(ofItem: item.folder) } catch {
      guard case .mailUnreadable = error else { throw error }
      return Answer(
        finding: ChangedItem.finding(
          erasing: item, holding: nil, reason: error.description, allowances: allowances),
        mailbox: item.mailbox)
    }
    let doubt =
      contents == ItemContents(.empty)
      ? nil
      : try mail.doubt(
        of: item, isPart: isResumed && !contents.mailbox.isSameMail(as: item.mailbox))
    return Answer(
      finding: try mail.strangersMail(in: contents, of: item, snapshot)
        ?? ChangedItem.finding(
          erasing: item, holding: contents.mailbox, isResumed: isResumed, doubt: doubt,
          beside: contents.beside, allowances: allowances),
      mailbox: contents.mailbox)
  }
}

extension MailboxMover {
  /// Notes which folder an erasure that was agreed to is about to destroy, where only a record tells:
  /// once it is cut off, what is left is known by that alone.
  func noteErasure(of item: TrashItem) throws(StoreError) {
    switch try standing(ofItem: item.folder) {
    case .copied, .unmarked: try takeIn(item.folder, as: item.folder)
    case .asMoved, .exchanged, .another, .unrecorded: break
    }
  }
}
