import MailModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Byte strings numbered in the order of their first appearance, found again by hashing.
///
/// All strings share one block of bytes: a hundred thousand of them cost no allocation each.
struct NameTable {
  private var bytes: [UInt8] = []
  /// Where each string ends; the first entry is where the first begins.
  private var ends: [UInt32] = [0]
  /// A power of two, at most half full.
  private var slots: [Slot]

  private struct Slot {
    /// Number plus one; 0 is free.
    var number: UInt32 = 0
    var hash: UInt32 = 0
  }

  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    ends.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 24)
  }

  var count: Int { ends.count - 1 }

  subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  func append(_ number: Int, to result: inout [UInt8]) {
    result.append(contentsOf: bytes[range(number)])
  }

  func isEqual(_ number: Int, _ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { isEqual(number, $0) }
  }

  @inline(__always)
  func find(_ name: UnsafeRawBufferPointer) -> Int? { find(name, Self.hash(name)) }

  @inline(__always)
  private func find(_ name: UnsafeRawBufferPointer, _ hash: UInt32) -> Int? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry.number == 0 { return nil }
      if entry.hash == hash, isEqual(Int(entry.number) - 1, name) { return Int(entry.number) - 1 }
      slot = (slot + 1) & mask
    }
  }

  /// Numbers `name`, which may be known already.
  mutating func insert(_ name: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(name)
    if let number = find(name, hash) { return (number, false) }
    if (count + 1) * 2 > slots.count { grow() }
    bytes.append(contentsOf: name)
    ends.append(UInt32(bytes.count))
    place(Slot(number: UInt32(count), hash: hash))
    return (count - 1, true)
  }

  @inline(__always)
  private func range(_ number: Int) -> Range<Int> {
    Int(ends[number])..<Int(ends[number + 1])
  }

  @inline(__always)
  private func isEqual(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let range = range(number)
    guard range.count == name.count else { return false }
    return bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress, let start = name.baseAddress else { return true }
      return memcmp(base + range.lowerBound, start, range.count) == 0
    }
  }

  @inline(__always)
  private mutating func place(_ entry: Slot) {
    let mask = slots.count - 1
    var slot = Int(entry.hash) & mask
    while slots[slot].number != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for entry in old where entry.number != 0 { place(entry) }
  }

  /// Multiplies eight bytes at a time; good enough for names, not against an attacker.
  @inline(__always)
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(truncatingIfNeeded: wideHash(name) >> 32)
  }

  /// Never 0; two names that share one are as good as impossible, but not quite.
  @inline(__always)
  static func wideHash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(name.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= name.count {
      hash ^= name.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = (hash &* 0xFF51_AFD7_ED55_8CCD) ^ (hash >> 29)
      index += 8
    }
    while index < name.count {
      hash = (hash ^ UInt64(name[index])) &* 0x0000_0100_0000_01B3
      index += 1
    }
    return (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15 | 1
  }
}
