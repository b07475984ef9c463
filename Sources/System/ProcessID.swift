import Glibc

/// The numbers by which a host knows its processes.
package enum ProcessID {
  /// The number of this process.
  package static var current: Int32 { getpid() }

  /// True when this host has a process of the number, whoever runs it.
  package static func exists(_ number: Int32) -> Bool { kill(number, 0) == 0 || errno != ESRCH }
}
