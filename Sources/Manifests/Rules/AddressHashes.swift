import MailModel

/// Tells from hashes alone whether any address may be claimed twice.
///
/// Looking at a hash of eight bytes instead of an address in a far place is what makes the one
/// name space cheap to check. A false alarm costs a look at the addresses themselves.
enum AddressHashes {
  static func mayClash(_ draft: ManifestBuilder, _ rows: AccountRows.View) -> Bool {
    var claims = HashSet(capacity: draft.mentions.count + draft.groups.count)
    for mention in draft.mentions where mention.field == .aliases && mention.hash != 0 {
      if !claims.insert(mention.hash) { return true }
    }
    for group in draft.groups {
      guard var address = group.values.address?.text else { continue }
      let hash = address.withUTF8 { NameTable.wideHash(UnsafeRawBufferPointer($0)) }
      if !claims.insert(hash) { return true }
    }
    var previous: UInt64 = 0
    for hash in draft.keyHashes {
      if hash == previous || claims.contains(hash) { return true }
      previous = hash
    }
    // In the order of reading equal addresses need not be neighbours.
    return !draft.keepsOrder
      && (1..<max(rows.count, 1)).contains { rows.key($0).compareBytes(rows.key($0 - 1)) == 0 }
  }
}

/// A set of hashes, which are never 0, at most half full.
private struct HashSet {
  private var slots: [UInt64]

  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { slots[slot(of: hash)] != 0 }

  /// False when the set has it already.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    let slot = slot(of: hash)
    if slots[slot] != 0 { return false }
    slots[slot] = hash
    return true
  }

  /// Where the hash is, or would be.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }
}
