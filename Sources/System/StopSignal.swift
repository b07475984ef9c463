import Glibc

/// Turns the first interrupt (Ctrl-C, SIGTERM, SIGHUP) into a stop after the current step.
package enum StopSignal {
  /// A signal handler may touch nothing but such a flag.
  nonisolated(unsafe) private static let flag: UnsafeMutablePointer<sig_atomic_t> = {
    let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
  }()

  /// Begins to listen; a second signal ends the process as it would have before.
  ///
  /// A signal that was ignored from the start, as under nohup, stays ignored.
  package static func watch() {
    flag.pointee = 0
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var former = sigaction()
      sigaction(number, nil, &former)
      if let handler = former.__sigaction_handler.sa_handler,
        unsafeBitCast(handler, to: Int.self) == 1
      {
        continue
      }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in StopSignal.flag.pointee = 1 }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_RESTART)
      sigaction(number, &action, nil)
    }
  }

  package static var isRequested: Bool { flag.pointee != 0 }
}
