import MailModel
import Synchronization

/// Mailboxes that are figures only; for tests of what works on a mail storage.
package final class InMemoryMailStorage: MailboxMover {
  private struct State {
    var mailboxes: [String: Mailbox] = [:]
    var placeholders: Set<String> = []
    /// The moved mailbox, nil where there was none, and the record.
    var trash: [String: (mailbox: Mailbox?, record: String)] = [:]
    var unreadable: [String: StoreError] = [:]
    var interruption: Interruption?
  }

  private let state = Mutex(State())

  package init() {}

  /// Called around every effect, not around reading.
  package func interrupt(with interruption: Interruption?) {
    state.withLock { $0.interruption = interruption }
  }

  /// Makes a mailbox at `home`, or changes what it holds.
  package func deliver(_ mailbox: Mailbox, to home: String) {
    state.withLock { $0.mailboxes[home] = mailbox }
  }

  /// Lets reading `home` fail with `error`; nil lets it succeed again.
  package func fail(reading home: String, with error: StoreError?) {
    state.withLock { $0.unreadable[home] = error }
  }

  /// Names of the items in the trash, sorted.
  package var items: [String] {
    state.withLock { $0.trash.keys.sorted { $0.bytesPrecede($1) } }
  }

  /// What was moved with an item; nil when there is no such item, empty when it had no mail.
  package func mailbox(ofItem item: String) -> Mailbox? {
    state.withLock { state in state.trash[item].map { $0.mailbox ?? .empty } }
  }

  package func record(ofItem item: String) -> String? {
    state.withLock { $0.trash[item]?.record }
  }

  package func mailbox(at home: String) throws(StoreError) -> Mailbox {
    let (error, mailbox) = state.withLock { ($0.unreadable[home], $0.mailboxes[home]) }
    if let error { throw error }
    return mailbox ?? .empty
  }

  package func isTaken(_ home: String) throws(StoreError) -> Bool {
    state.withLock { $0.mailboxes[home] != nil || $0.placeholders.contains(home) }
  }

  package func checkTrash() throws(StoreError) {}

  package func moveToTrash(
    _ home: String, item: String, record: String
  ) throws(StoreError) {
    try effect("moveToTrash") { state in
      let moved = state.mailboxes.removeValue(forKey: home) ?? state.trash[item]?.mailbox
      state.trash[item] = (moved, record)
      state.placeholders.insert(home)
      return nil
    }
  }

  package func restore(item: String, to home: String) throws(StoreError) {
    try effect("restore") { state in
      guard let (mailbox, _) = state.trash[item] else { return nil }
      if let mailbox {
        if state.mailboxes[home] != nil { return .homeTaken(home) }
        state.mailboxes[home] = mailbox
      }
      state.placeholders.remove(home)
      state.trash[item] = nil
      return nil
    }
  }

  package func erase(item: String, home: String) throws(StoreError) {
    try effect("erase") { state in
      state.trash[item] = nil
      state.placeholders.remove(home)
      return nil
    }
  }

  private func effect(
    _ name: String, _ body: (inout State) -> StoreError?
  ) throws(StoreError) {
    let interruption = state.withLock { $0.interruption }
    try interruption?(name, .before)
    if let error = state.withLock({ body(&$0) }) { throw error }
    try interruption?(name, .after)
  }
}
