import MailModel
import Stores

/// Accounts that failed logins have locked.
///
/// That is run-time state, as the mail server writes it: no plan shows it and no run announces it.
package struct Lockout {
  private let directory: any DirectoryWriter
  /// Seconds since 1970.
  private let time: Int64

  package init(directory: any DirectoryWriter, at time: Int64) {
    self.directory = directory
    self.time = time
  }

  /// What became of the names, each account once and in the order given.
  package struct Freed: Sendable, Equatable {
    package var freed: [Address]
    /// Not locked before; failed logins that were counted so far are forgotten all the same.
    package var others: [Address]

    package init(freed: [Address], others: [Address]) {
      self.freed = freed
      self.others = others
    }
  }

  package enum Refusal: Error {
    /// Names that no account has; nothing was changed for the others either.
    case unknown([String])
    case store(StoreError)
  }

  /// Lets the accounts of `names` log in again; an alias stands for its account.
  package func free(_ names: [String], domain: String?) throws(Refusal) -> Freed {
    let accounts = try store { () throws(StoreError) in try directory.snapshot().accounts }
    var wanted: [Address] = []
    var unknown: [String] = []
    for name in names {
      if let account = accounts.holder(of: name, domain: domain)?.address {
        if !wanted.contains(account) { wanted.append(account) }
      } else {
        unknown.append(name)
      }
    }
    guard unknown.isEmpty else { throw .unknown(unknown) }
    let locked = try store { () throws(StoreError) in try directory.unlock(wanted, at: time) }
    return Freed(
      freed: wanted.filter(locked.contains), others: wanted.filter { !locked.contains($0) })
  }

  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}
