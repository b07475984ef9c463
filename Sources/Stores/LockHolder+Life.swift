import Glibc

extension LockHolder {
  /// True when the holder ran on `host` and its process is no more.
  ///
  /// Nothing is known of processes on other hosts: those count as living. A host that has booted
  /// since `boot` has given the process's number to another one, or to none.
  func isGone(boot: String, seenFrom host: String) -> Bool {
    guard self.host == host else { return false }
    let now = Self.currentBoot
    if !boot.isEmpty, !now.isEmpty, boot != now { return true }
    return kill(pid, 0) != 0 && errno == ESRCH
  }

  /// The kernel's random name of this boot; empty where it gives none.
  static var currentBoot: String {
    let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)).prefix { $0 != 10 }, as: UTF8.self)
  }
}
