import MailModel
import Planning
import Stores

/// The text that lies beside purged mail, for whoever reads the trash without the store.
struct TrashRecord {
  let step: JournalStep
  /// nil when the run that removed it did not get to read it again.
  let account: LiveAccount?

  /// A checksum line (`sha256:` of what follows it), then JSON with masked secrets.
  func text() -> String {
    var change = Change(.remove, .account, step.account.text)
    change.id = step.id
    change.removal = Removal(
      purges: true, reason: step.reason, leaver: step.leaver, mailbox: step.mailbox)
    if let account {
      change.fields = account.values.fields.fields.map {
        FieldChange($0, before: account.values[$0], after: $0.emptyValue)
      }
    }
    let json = ChangeDocument.text(of: [change])
    var body = json
    let checksum = body.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) }
    return "\(checksum)\n\(json)"
  }
}
