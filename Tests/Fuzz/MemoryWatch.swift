#if canImport(Glibc)
import Glibc
#endif

/// Holds a reading to fifty times the size of what is read, beside what any run costs.
///
/// It asks the kernel, which is slow, so it looks at large inputs and at one small one in 64.
struct MemoryWatch {
  private static let factor = 50
  /// In KiB: buffers of a parser, the list of at most 10,000 mistakes, and the fuzzer's own.
  private static let allowance = 16 * 1_024
  nonisolated(unsafe) private static var turn = 0

  private let size: Int
  private let before: Int

  init?(_ size: Int) {
    Self.turn &+= 1
    guard size > 16_384 || Self.turn % 64 == 0 else { return nil }
    // What was freed before would hide growth.
    giveBackFreedMemory(0)
    guard let file = fopen("/proc/self/clear_refs", "w") else { return nil }
    // Sets the peak back to what is held now.
    fputs("5", file)
    fclose(file)
    self.size = size
    before = Self.peak()
  }

  func check() {
    let growth = Self.peak() - before
    let limit = Self.factor * size / 1_024 + Self.allowance
    precondition(growth <= limit, "\(size) bytes cost \(growth) KiB, over the limit of \(limit)")
  }

  /// The highest resident size since the last reset, in KiB.
  private static func peak() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      guard text.starts(with: "VmHWM:".utf8) else { continue }
      return Int(String(decoding: text.filter { (0x30...0x39).contains($0) }, as: UTF8.self)) ?? 0
    }
    return 0
  }
}

/// Gives freed memory back to the kernel; Swift's Glibc leaves this header out.
@_silgen_name("malloc_trim")
@discardableResult
private func giveBackFreedMemory(_ pad: Int) -> CInt
