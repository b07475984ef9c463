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
    var accounts: [LiveAccount] = []
    var unknown: [String] = []
    for name in names {
      let account = try Address(name, domain: domain).flatMap { address throws(Refusal) in
        try store { () throws(StoreError) in try directory.holder(of: address) }
      }
      guard let account else {
        unknown.append(name)
        continue
      }
      if !accounts.contains(where: { $0.address == account.address }) { accounts.append(account) }
    }
    guard unknown.isEmpty else { throw .unknown(unknown) }
    let wanted = accounts.map(\.address)
    let locked = try store { () throws(StoreError) in try directory.unlock(wanted, at: time) }
    var disabled: [Disabled] = []
    for account in accounts {
      if let found = try self.disabled(account) { disabled.append(found) }
    }
    return Freed(
      freed: wanted.filter(locked.contains), others: wanted.filter { !locked.contains($0) },
      disabled: disabled)
  }

  private func disabled(_ account: LiveAccount) throws(Refusal) -> Disabled? {
    guard account.values.isEnabled else { return Disabled(account.address, group: nil) }
    guard let name = account.values.group,
      let group = try store({ () throws(StoreError) in try directory.group(named: name) }),
      !group.values.isEnabled
    else { return nil }
    return Disabled(account.address, group: name)
  }

  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}
