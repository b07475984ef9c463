#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The keys one kind of mapping may have; what reader, schema and did-you-mean go by.
struct KeyTable<Key: RawRepresentable<String> & CaseIterable & SendableMetatype> {
  private let keys = Array(Key.allCases)
  /// The first eight bytes and the length of each key, next to each other for a quick search.
  private let marks: [UInt64]
  /// Each key in 32 bytes.
  private let bytes: [UInt8]
  let names: [String]

  private static var room: Int { 32 }

  init() {
    names = keys.map(\.rawValue)
    marks = names.map { Array($0.utf8).withUnsafeBytes(Self.mark) }
    bytes = names.flatMap { name in
      Array(name.utf8) + Array(repeating: 0, count: Self.room - name.utf8.count)
    }
  }

  /// The position of a key in `allCases`.
  @inline(__always)
  func number(of text: UnsafeRawBufferPointer) -> Int? {
    guard !text.isEmpty, text.count < Self.room else { return nil }
    let mark = Self.mark(text)
    return marks.withUnsafeBufferPointer { marks in
      bytes.withUnsafeBytes { bytes in
        for index in 0..<marks.count where marks[index] == mark {
          guard let key = bytes.baseAddress, let start = text.baseAddress else { return nil }
          let name = key + index * Self.room
          let isSame =
            memcmp(name, start, text.count) == 0
            && name.load(fromByteOffset: text.count, as: UInt8.self) == 0
          return isSame ? index : nil
        }
        return nil
      }
    }
  }

  @inline(__always)
  private static func mark(_ text: UnsafeRawBufferPointer) -> UInt64 {
    let count = text.count
    if count >= 8 { return text.loadUnaligned(as: UInt64.self) &+ UInt64(count) }
    if count >= 4 {
      let end = text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(text.loadUnaligned(as: UInt32.self)) | UInt64(end) << 32
    }
    var mark: UInt64 = 0
    for byte in text { mark = mark << 8 | UInt64(byte) }
    return mark
  }

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
