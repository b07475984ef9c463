import MailModel
import MailServer
import Stores

/// Keeps names that change hands shut until whoever had them has what was accepted for them.
///
/// From then on the mail server takes nothing more for them: what is queued, and what is being
/// received, is all that is still to come.
struct Handover {
  private let directory: any DirectoryWriter
  /// nil where there are no such names, or nobody who takes mail for them.
  private let server: (any MailServer)?
  private let environment: RunEnvironment
  private let names: Set<Address>

  /// How long the names stay shut beyond the wait, in seconds, when nobody is left to open them.
  private static let spare: Int64 = 600

  init(
    of names: Set<Address>, directory: any DirectoryWriter, server: (any MailServer)?,
    environment: RunEnvironment
  ) {
    self.directory = directory
    self.server = names.isEmpty ? nil : server
    self.environment = environment
    self.names = names
  }

  /// Shuts the names and waits.
  ///
  /// - Throws: `queued` or `receiving` when it does not come to an end, or `cancelled`; the names are
  ///   open again then.
  func begin() throws(RunError) {
    guard let server else { return }
    let end = environment.now() + environment.drainTimeout + Self.spare
    do throws(StoreError) { try directory.hold(names, until: end) } catch { throw .store(error) }
    let owners = Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
    let rest = Drain(server: server, environment: environment)
      .waitForQueue(owners, andReceived: true)
    guard !environment.isInterrupted() else { throw givenUp(.cancelled) }
    guard rest.queued.isEmpty else {
      throw givenUp(.queued(rest.queued.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
    guard rest.receiving == 0 else {
      throw givenUp(.receiving(rest.receiving, names.sorted()))
    }
  }

  /// Opens the names again; those whose store is out of reach open by themselves.
  func end() {
    if server != nil { try? directory.hold([], until: 0) }
  }

  private func givenUp(_ error: RunError) -> RunError {
    end()
    return error
  }
}
