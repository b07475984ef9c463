import Glibc

/// Turns the first interrupt (Ctrl-C, SIGTERM, SIGHUP) into a stop after the current step.
package enum StopSignal {
  /// A signal handler may touch nothing but such a flag.
  nonisolated(unsafe) private static let flag: UnsafeMutablePointer<sig_atomic_t> = {
    let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
  }()

  /// Begins to listen; a second signal has no further effect.
  package static func watch() {
    flag.pointee = 0
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in StopSignal.flag.pointee = 1 }
    }
  }

  package static var isRequested: Bool { flag.pointee != 0 }
}
