import MailModel
import Synchronization

/// A mail server that lives as long as the process; for tests of what asks one.
package final class InMemoryMailServer: MailServer {
  private struct State {
    var sessions: [MailSession] = []
    /// What each look at the queue finds, one after the other; the last one stays.
    var queues: [[QueueEntry]] = [[]]
    /// The same for what is being received.
    var receptions: [Set<String>] = [[]]
    var kicked: [Address] = []
    var whenAsked: @Sendable () -> Void = {}
    var looks = 0
    var dovecotAbsence: MailServerAbsence?
    var postfixAbsence: MailServerAbsence?
    var receptionAbsence: MailServerAbsence?
  }

  private let state = Mutex(State())

  package init() {}

  /// Lets somebody be connected until the session is ended.
  package func connect(_ session: MailSession) {
    state.withLock { $0.sessions.append(session) }
  }

  /// Says what each look at the queue finds, in their order; the last one stays.
  package func queue(_ queues: [QueueEntry]...) {
    state.withLock { $0.queues = queues.isEmpty ? [[]] : queues }
  }

  /// Says what each look at what is being received finds; the last one stays.
  package func receive(_ receptions: Set<String>...) { receive(all: receptions) }

  /// The same.
  package func receive(all receptions: [Set<String>]) {
    state.withLock { $0.receptions = receptions.isEmpty ? [[]] : receptions }
  }

  /// Lets asking for sessions, for the queue, or for what is being received, fail.
  package func fail(
    sessions: MailServerAbsence? = nil, queue: MailServerAbsence? = nil,
    receiving: MailServerAbsence? = nil
  ) {
    state.withLock {
      $0.dovecotAbsence = sessions
      $0.postfixAbsence = queue
      $0.receptionAbsence = receiving
    }
  }

  /// Has `body` done at each look at the queue.
  package func whenAsked(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.whenAsked = body }
  }

  /// Under which names sessions were ended, in their order.
  package var kicked: [Address] { state.withLock { $0.kicked } }

  /// How often somebody looked at the queue.
  package var looks: Int { state.withLock { $0.looks } }

  package func sessions(
    under names: [Address: LiveAccount]
  ) throws(MailServerAbsence) -> [MailSession] {
    let (absence, sessions) = state.withLock { ($0.dovecotAbsence, $0.sessions) }
    if let absence { throw absence }
    return sessions.filter { names[$0.account] != nil }
  }

  package func endSessions(
    under name: Address, of account: LiveAccount
  ) throws(MailServerAbsence) {
    let absence = state.withLock { state in
      if state.dovecotAbsence == nil {
        state.kicked.append(name)
        state.sessions.removeAll { $0.account == name }
      }
      return state.dovecotAbsence
    }
    if let absence { throw absence }
  }

  package func receiving() throws(MailServerAbsence) -> Set<String> {
    let (absence, ids) = state.withLock { state in
      let ids = state.receptions[0]
      if state.receptions.count > 1 { state.receptions.removeFirst() }
      return (state.receptionAbsence, ids)
    }
    if let absence { throw absence }
    return ids
  }

  package func queue() throws(MailServerAbsence) -> [QueueEntry] {
    state.withLock(\.whenAsked)()
    let (absence, entries) = state.withLock { state in
      state.looks += 1
      let entries = state.queues[0]
      if state.queues.count > 1 { state.queues.removeFirst() }
      return (state.postfixAbsence, entries)
    }
    if let absence { throw absence }
    return entries
  }
}
