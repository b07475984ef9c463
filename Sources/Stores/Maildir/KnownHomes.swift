import MailModel

/// A path's hash, made part by part so that a walk need not spell each path out.
///
/// 64 bits of FNV-1a: that two of a million paths share one is as good as impossible, and would only
/// keep one folder from being told.
struct PathHash: Hashable {
  private(set) var value: UInt64 = 14_695_981_039_346_656_037

  mutating func append(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 1_099_511_628_211 }

  func appending(_ name: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> PathHash {
    var copy = self
    if !isFirst { copy.append(UInt8(ascii: "/")) }
    for byte in name { copy.append(byte) }
    return copy
  }
}

/// The homes that the store knows, and the folders on the way to them.
///
/// A table of hashes with free places between: a dictionary of 100,000 homes takes three times as
/// long, and every plan makes one.
struct KnownHomes {
  enum Place: Equatable {
    /// Of the account in this row.
    case account(Int)
    /// Of an item of the trash, or of an account that is leaving, whose mail is on its way.
    case moving
  }

  private var hashes: [UInt64]
  /// A row; -1 for a home whose mail is moving, -2 for a free place.
  private var rows: [Int32]
  private var ways: Set<PathHash> = []
  /// Homes mostly lie in the folder of the one before.
  private var lastWay: PathHash?
  private(set) var depth = 0

  init(_ snapshot: Snapshot) {
    let count = snapshot.accounts.count + snapshot.trash.count
    var size = 16
    while size < count * 2 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    rows = [Int32](repeating: Self.free, count: size)
    let view = snapshot.accounts.view
    for row in 0..<view.rows.count {
      let isLeaving = view.marks(row).contains(.leaving)
      add(view.homeBytes(row), isLeaving ? Self.moving : Int32(row))
    }
    // Last: what was in such a home is known to lie in the trash, whoever was given it by hand.
    for item in snapshot.trash { add(item.home.utf8, Self.moving) }
  }

  private static let moving: Int32 = -1
  private static let free: Int32 = -2

  /// Where the hash is, or would be.
  private func slot(_ hash: PathHash) -> Int {
    let mask = hashes.count - 1
    // The low bits of this hash alone tell paths of one length badly apart.
    var slot = Int(truncatingIfNeeded: hash.value ^ hash.value >> 32) & mask
    while rows[slot] != Self.free, hashes[slot] != hash.value { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func add(_ home: some Sequence<UInt8>, _ row: Int32) {
    var hash = PathHash()
    var parts = 1
    for byte in home {
      if byte == UInt8(ascii: "/") {
        if lastWay != hash { ways.insert(hash) }
        lastWay = hash
        parts += 1
      }
      hash.append(byte)
    }
    depth = max(depth, parts)
    let slot = slot(hash)
    hashes[slot] = hash.value
    rows[slot] = row
  }

  /// nil for a path that is no home.
  func place(_ hash: PathHash) -> Place? {
    switch rows[slot(hash)] {
    case Self.free: nil
    case Self.moving: .moving
    case let row: .account(Int(row))
    }
  }

  func isOnTheWay(_ hash: PathHash) -> Bool { ways.contains(hash) }
}
