import MailModel
import System

extension LockHolder {
  /// True when this host has a process of the holder's number.
  var hasProcess: Bool { ProcessID.exists(pid) }

  /// True when it ran on the host of that name.
  func isOf(_ other: Host) -> Bool { host.sameBytes(as: other.name) }
}
