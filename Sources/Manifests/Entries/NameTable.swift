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
  private var ends: [UInt32] = []
  private var hashes: [UInt32] = []
  /// Number plus one; 0 is free. A power of two, at most half full.
  private var slots: [UInt32]

  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    ends.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
  }

  var count: Int { ends.count }

  subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  @inline(__always)
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    let hash = Self.hash(name)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      let number = Int(entry) - 1
      if hashes[number] == hash, isEqual(number, name) { return number }
      slot = (slot + 1) & mask
    }
  }

  /// Numbers `name`, which may be known already.
  mutating func insert(_ name: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    if let number = find(name) { return (number, false) }
    if (count + 1) * 2 > slots.count { grow() }
    bytes.append(contentsOf: name)
    ends.append(UInt32(bytes.count))
    let hash = Self.hash(name)
    hashes.append(hash)
    place(hash, number: count - 1)
    return (count - 1, true)
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  @inline(__always)
  private func isEqual(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let range = range(number)
    guard range.count == name.count, let start = name.baseAddress else {
      return range.count == name.count
    }
    return bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return name.isEmpty }
      return memcmp(base + range.lowerBound, start, range.count) == 0
    }
  }

  private mutating func place(_ hash: UInt32, number: Int) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number + 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { place(hash, number: number) }
  }

  /// Multiplies eight bytes at a time; good enough for names, not against an attacker.
  @inline(__always)
  static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
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
    hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: hash >> 32)
  }
}
