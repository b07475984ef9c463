import Foundation

/// One run of the built binary that is killed without warning, unless it ends first.
struct KilledRun {
  /// Seconds to its end, from its start or from when `mark` appeared.
  let duration: Double
  /// nil when it was killed.
  let status: Int32?

  /// Kills it `delay` seconds after its start, or after it has made `mark`, a path.
  init(
    _ arguments: [String], in site: BuiltSite, after delay: Double, of mark: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Both become the program. A nice one does not run ahead of who watches it.
    let command =
      ["/usr/bin/env", "-C", site.folder.path] + environment.map { "\($0.key)=\($0.value)" }
      + ["nice", "-n", "10", BuiltSite.binary.path] + arguments
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let awaited = mark.map { site.folder.appendingPathComponent($0).path }
    var start = Self.now
    var isCounting = awaited == nil
    var pid: pid_t = 0
    let code = posix_spawn(&pid, command[0], &actions, nil, &words, environ)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EPERM) }
    var result: Int32 = 0
    while waitpid(pid, &result, WNOHANG) == 0 {
      if let awaited, !isCounting, access(awaited, F_OK) == 0 {
        isCounting = true
        start = Self.now
      }
      let rest = isCounting ? delay - (Self.now - start) : .infinity
      if rest <= 0 {
        kill(pid, SIGKILL)
        waitpid(pid, &result, 0)
        break
      }
      usleep(UInt32(min(rest, 0.000_2) * 1_000_000))
    }
    duration = Self.now - start
    status = result & 0x7F == 0 ? result >> 8 & 0xFF : nil
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
