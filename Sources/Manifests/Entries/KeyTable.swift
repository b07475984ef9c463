import MailModel

/// The keys one kind of mapping may have; what reader, schema and did-you-mean go by.
struct KeyTable<Key: RawRepresentable<String> & CaseIterable> {
  private let keys = Array(Key.allCases)
  private var table = NameTable()

  init() {
    for key in keys {
      var text = key.rawValue
      text.withUTF8 { _ = table.insert(UnsafeRawBufferPointer($0)) }
    }
  }

  var names: [String] { keys.map(\.rawValue) }

  /// The position of a key in `allCases`.
  @inline(__always)
  func number(of text: UnsafeRawBufferPointer) -> Int? { table.find(text) }

  @inline(__always)
  subscript(number: Int) -> Key { keys[number] }
}

enum RootKey: String, CaseIterable {
  case rollbook, domain, store, mail, include, policy, rosters, groups, users, leavers
}

enum UserKey: String, CaseIterable {
  case name, group, admin, enabled, comment, quota, aliases, password
  case initialPassword = "initial-password"
  case assistant, forward, autoresponder, was, protect, mail
}

/// What a group's `defaults` may give to its members.
enum DefaultsKey: String, CaseIterable {
  case admin, enabled, comment, quota, assistant, forward, autoresponder, protect
}

enum GroupKey: String, CaseIterable {
  case comment, address, enabled, defaults
}

enum LeaverKey: String, CaseIterable {
  case account, group, purge, reason, until
}

enum ForwardKey: String, CaseIterable {
  case to, keep, enabled
}

enum AssistantKey: String, CaseIterable {
  case to, only
}

enum AutoresponderKey: String, CaseIterable {
  case subject, message, from, until, every, keep
}

enum PolicyKey: String, CaseIterable {
  case mode
  case maxRemovals = "max-removals"
  case seats
  case minimumAdmins = "minimum-admins"
  case protected
  case forwardDomains = "forward-domains"
  case hold, lockout
  case timeZone = "time-zone"
  case passwords
}

enum LockoutKey: String, CaseIterable {
  case failures, within
  case lasts = "for"
}
