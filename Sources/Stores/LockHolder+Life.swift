import Glibc
import MailModel

extension LockHolder {
  /// True when this host has no process of the holder's number.
  var hasNoProcess: Bool { kill(pid, 0) != 0 && errno == ESRCH }

  /// True when it ran on the host of this process.
  var isOfThisHost: Bool {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return false }
    return name.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { host.sameBytes(as: String(cString: $0)) } ?? false
    }
  }
}
