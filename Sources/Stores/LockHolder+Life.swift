import Glibc

extension LockHolder {
  /// True when the holder ran on `host` and its process is no more.
  ///
  /// Nothing is known of processes on other hosts: those count as living.
  func isGone(seenFrom host: String) -> Bool {
    self.host == host && kill(pid, 0) != 0 && errno == ESRCH
  }
}
