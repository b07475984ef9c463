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
    var mark: String?
    var interruption: Interruption?
  }

  private let state = Mutex(State())

  /// A storage that bears the mark of a store, unless told otherwise that of an in-memory one.
  package init(markedFor storeID: String? = "in-memory") {
    state.withLock { $0.mark = storeID }
  }

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

  package func besides(at home: String) throws(StoreError) -> [String] { [] }

  package func isTaken(_ home: String) throws(StoreError) -> Bool {
    state.withLock { $0.mailboxes[home] != nil || $0.placeholders.contains(home) }
  }

  package func isOccupied(_ home: String) throws(StoreError) -> Bool {
    state.withLock { $0.mailboxes[home] != nil }
  }

  package func checkMark(of storeID: String) throws(StoreError) {
    let mark = state.withLock { $0.mark }
    guard let mark, mark.sameBytes(as: storeID) else { throw .foreignMail("memory") }
  }

  package func mark(for storeID: String) throws(StoreError) {
    try effect("mark") { state in
      let mark = state.mark ?? storeID
      state.mark = mark
      return mark.sameBytes(as: storeID) ? nil : .foreignMail("memory")
    }
  }

  package func checkUnclaimed(by storeID: String) throws(StoreError) {
    let mark = state.withLock { $0.mark }
    if let mark, !mark.sameBytes(as: storeID) { throw .foreignMail("memory") }
  }

  package func outerRoot(of storeID: String) -> String? { nil }

  package func checkPurge(of homes: [String]) throws(StoreError) {}

  package func prepareTrash() throws(StoreError) {
    try effect("prepareTrash") { _ in nil }
  }

  package func hasMoved(_ item: String) throws(StoreError) -> Bool {
    state.withLock { $0.trash[item] != nil }
  }

  package func mailbox(inTrash item: String) throws(StoreError) -> Mailbox {
    mailbox(ofItem: item) ?? .empty
  }

  package func contents(ofItem item: String) throws(StoreError) -> ItemContents {
    ItemContents(mailbox(ofItem: item) ?? .empty)
  }

  package func standing(ofItem item: String) throws(StoreError) -> ItemStanding {
    state.withLock { $0.trash[item] == nil ? .unrecorded : .asMoved }
  }

  package func holds(item: String) throws(StoreError) -> Bool {
    state.withLock { $0.trash[item] != nil }
  }

  package func record(inTrash item: String) throws(StoreError) -> String? { record(ofItem: item) }

  package func hasHomes() throws(StoreError) -> Bool {
    state.withLock { !$0.mailboxes.isEmpty || !$0.placeholders.isEmpty }
  }

  package func difference(
    from snapshot: Snapshot, depth: Int
  ) throws(StoreError) -> MailDifference {
    let accounts = snapshot.accounts.all
    let held = Set(snapshot.trash.map(\.home))
    let homes = held.union(accounts.map(\.home))
    let items = Set(snapshot.trash.map(\.folder))
    return state.withLock { state in
      var difference = MailDifference()
      difference.homes = state.mailboxes.keys.filter { !homes.contains($0) }.sorted()
      difference.folders = state.trash.keys.filter { !items.contains($0) }.sorted()
      difference.withoutMail = accounts.filter {
        !$0.marks.contains(.leaving) && state.placeholders.contains($0.home)
          && state.mailboxes[$0.home] == nil
          && !held.contains($0.home)
      }.map(\.address)
      difference.missing = snapshot.trash.filter { state.trash[$0.folder] == nil }
      return difference
    }
  }

  package func takeIn(_ folder: String, as item: String) throws(StoreError) {
    try effect("takeIn") { state in
      guard let moved = state.trash.removeValue(forKey: folder) else {
        return .missingItem(folder)
      }
      state.trash[item] = moved
      return nil
    }
  }

  package func abandonMove(_ item: String) throws(StoreError) {}

  package func moveToTrash(
    _ home: String, item: String, record: String
  ) throws(StoreError) {
    try effect("moveToTrash") { state in
      let earlier = state.trash[item]?.mailbox
      if earlier != nil, state.mailboxes[home] != nil { return .homeTaken(home) }
      let moved = state.mailboxes.removeValue(forKey: home) ?? earlier
      state.trash[item] = (moved, record)
      state.placeholders.insert(home)
      return nil
    }
  }

  package func restore(
    item: String, to home: String, isRepeated: Bool
  ) throws(StoreError) {
    try effect("restore") { state in
      guard let (mailbox, _) = state.trash[item] else {
        return isRepeated && !state.placeholders.contains(home) ? nil : .missingItem(item)
      }
      if state.mailboxes[home] != nil, mailbox != nil || !isRepeated { return .homeTaken(home) }
      if let mailbox { state.mailboxes[home] = mailbox }
      state.placeholders.remove(home)
      state.trash[item] = nil
      return nil
    }
  }

  package func erase(item: String, home: String, isRepeated: Bool) throws(StoreError) {
    try effect("erase") { state in
      guard isRepeated || state.trash[item] != nil else { return .missingItem(item) }
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
