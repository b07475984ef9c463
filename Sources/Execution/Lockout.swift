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
    /// Of both: who cannot log in all the same.
    package var disabled: [Disabled]

    package init(freed: [Address], others: [Address], disabled: [Disabled] = []) {
      self.freed = freed
      self.others = others
      self.disabled = disabled
    }
  }

  /// An account whose login is refused whatever the failures.
  package struct Disabled: Sendable, Equatable {
    package var account: Address
    /// The group that is disabled; nil where the account itself is.
    package var group: String?

    package init(_ account: Address, group: String?) {
      self.account = account
      self.group = group
    }
  }

  package enum Refusal: Error {
    /// Names that no account has; nothing was changed for the others either.
    case unknown([String])
    case store(StoreError)
  }

  /// Lets the accounts of `names` log in again; an alias stands for its account.
  package func free(_ names: [String], domain: String?) throws(Refusal) -> Freed {
    let snapshot = try store { () throws(StoreError) in try directory.snapshot() }
    let accounts = snapshot.accounts
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
      freed: wanted.filter(locked.contains), others: wanted.filter { !locked.contains($0) },
      disabled: wanted.compactMap { Self.disabled($0, in: snapshot) })
  }

  private static func disabled(_ address: Address, in snapshot: Snapshot) -> Disabled? {
    guard let values = snapshot.accounts[address]?.values else { return nil }
    guard values.isEnabled else { return Disabled(address, group: nil) }
    guard case .text(let name) = values[.group],
      snapshot.groups.contains(where: { $0.name.sameBytes(as: name) && !$0.values.isEnabled })
    else { return nil }
    return Disabled(address, group: name)
  }

  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}
