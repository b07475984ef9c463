/// The memory that the bytes of rows stand in, kept as long as somebody reads them.
///
/// Bytes are only put behind those that are there, and only while the storage has one owner: what a
/// view reads stays where it is and as it is. That is why threads may share it.
final class RowStorage: @unchecked Sendable {
  private var memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(capacity: Int = 0) {
    memory = .allocate(byteCount: capacity, alignment: 1)
  }

  deinit {
    memory.deallocate()
  }

  /// Valid as long as the storage lives and nothing is appended.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  func copy() -> RowStorage {
    let copy = RowStorage(capacity: count)
    copy.append(bytes)
    return copy
  }

  func reserve(_ capacity: Int) {
    guard capacity > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    append(bytes.count) { $0.copyMemory(from: bytes) }
  }

  /// Puts `size` bytes behind the others, which `fill` writes all of.
  func append(_ size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    if count + size > memory.count { reserve(max(count + size, memory.count * 2, 4_096)) }
    fill(UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + size]))
    count += size
  }
}
