/// The keys one kind of mapping may have; what reader, schema and did-you-mean go by.
///
/// A key is found with one multiplication: the factor is chosen so that no two keys share a slot.
struct KeyTable<Key: RawRepresentable<String> & CaseIterable & SendableMetatype> {
  private struct Entry {
    var mark = Mark()
    var number = -1
  }

  private let keys = Array(Key.allCases)
  private let entries: [Entry]
  private let factor: UInt64
  let names: [String]

  init() {
    names = keys.map(\.rawValue)
    var candidate: UInt64 = 0x9E37_79B9_7F4A_7C15
    while true {
      var entries = Array(repeating: Entry(), count: Mark.slots)
      var isPerfect = true
      for (number, name) in names.enumerated() {
        guard let mark = Array(name.utf8).withUnsafeBytes(Mark.init) else {
          preconditionFailure("the key \(name) is longer than 16 bytes")
        }
        let slot = mark.slot(candidate)
        if entries[slot].number >= 0 { isPerfect = false }
        entries[slot] = Entry(mark: mark, number: number)
      }
      if isPerfect {
        self.entries = entries
        factor = candidate
        return
      }
      candidate = candidate &* 6_364_136_223_846_793_005 | 1
    }
  }

  /// The position of a key in `allCases`.
  @inline(__always)
  func number(of text: UnsafeRawBufferPointer) -> Int? {
    guard let mark = Mark(text) else { return nil }
    let entry = entries.withUnsafeBufferPointer { $0[mark.slot(factor)] }
    let isSame =
      (entry.mark.head ^ mark.head) | (entry.mark.tail ^ mark.tail)
      | (entry.mark.length ^ mark.length)
    return isSame == 0 && entry.number >= 0 ? entry.number : nil
  }

  @inline(__always)
  subscript(number: Int) -> Key { keys[number] }
}

/// All there is of a short text: its first and last eight bytes, which may overlap, and its length.
private struct Mark {
  static let slots = 64

  var head: UInt64 = 0
  var tail: UInt64 = 0
  var length: UInt64 = 0

  init() {}

  /// Is nil for a text that is empty or longer than 16 bytes.
  @inline(__always)
  init?(_ text: UnsafeRawBufferPointer) {
    let count = text.count
    guard count > 0, count <= 16 else { return nil }
    length = UInt64(count)
    if count >= 8 {
      head = text.loadUnaligned(as: UInt64.self)
      tail = text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      head = UInt64(text.loadUnaligned(as: UInt32.self))
      tail = UInt64(text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else {
      head = UInt64(text[0])
      tail = UInt64(text[count / 2]) << 8 | UInt64(text[count - 1])
    }
  }

  @inline(__always)
  func slot(_ factor: UInt64) -> Int {
    Int(((head ^ tail &* 31 ^ length) &* factor) >> 58)
  }
}

enum RootKey: String, CaseIterable {
  case rollbook, domain, domains, store, mail, include, scope, policy, rosters, groups, users
  case leavers, approvals, assert
}

/// What an entry of `domains` may say once domains have settings; until then each is an error.
enum DomainKey: String, CaseIterable {
  case aliasOf = "alias-of"
  case catchAll = "catch-all"
  case seats, defaults, was
}

enum AssertKey: String, CaseIterable {
  case reaches
  case noExternal = "no-external"
}

enum AssertedKey: String, CaseIterable {
  case group, account
}

enum RosterKey: String, CaseIterable {
  case csv, separator, encoding, extends, account, name, group, comment, quota, aliases
  case initialPassword = "initial-password"
  case joins = "join"
  case rows = "where"
  case defaults, mail
}

/// The word for the columns is not `on`, which is a flag to YAML 1.1, and no key then.
enum JoinKey: String, CaseIterable {
  case csv, separator, encoding
  case name = "as"
  case keys = "match"
  case rows = "where"
  case optional
}

enum ScopeKey: String, CaseIterable {
  case groups
}

enum LeaverKey: String, CaseIterable {
  case account, group, purge, reason, until
}

enum ApprovalKey: String, CaseIterable {
  case rule = "guard"
  case count, name, until, plan, by, reason
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
  case roleNames = "role-names"
  case forwardDomains = "forward-domains"
  case hold, lockout
  case timeZone = "time-zone"
  case passwords
}

enum LockoutKey: String, CaseIterable {
  case failures, within
  case lasts = "for"
}
