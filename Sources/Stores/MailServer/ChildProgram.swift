import Glibc

/// A program of the mail server, run to its end without a shell.
struct ChildProgram {
  let name: String
  private let path: String

  struct Answer {
    var status: Int32
    var output: [UInt8]
    var errors: String
  }

  /// Why there is no answer, in words.
  struct NoAnswer: Error {
    var words: String
  }

  /// - Returns: nil when there is no such program in `PATH` or where the system keeps daemons.
  init?(_ name: String) {
    let search = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = search.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let places: [String] = (folders + Self.systemFolders).map { "\($0)/\(name)" }
    guard let path = places.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.name = name
    self.path = path
  }

  private static let systemFolders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]

  /// Collects what the program prints; it is killed after `seconds`.
  func run(_ arguments: [String], seconds: Int64 = 10) throws(NoAnswer) -> Answer {
    let (output, errors) = (try Pipe(), try Pipe())
    let child = try start(arguments, output: output, errors: errors)
    output.closeWriting()
    errors.closeWriting()
    let deadline = Self.clock() + seconds * 1_000
    var texts: [[UInt8]] = [[], []]
    let isWhole = Self.collect([output, errors], into: &texts, until: deadline)
    if !isWhole { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard isWhole else { throw NoAnswer(words: "no answer within \(seconds) seconds") }
    // As WIFEXITED and WEXITSTATUS, which Swift does not see.
    guard status & 0x7F == 0 else { throw NoAnswer(words: "ended by signal \(status & 0x7F)") }
    return Answer(
      status: status >> 8 & 0xFF, output: texts[0],
      errors: String(decoding: texts[1], as: UTF8.self))
  }

  private func start(
    _ arguments: [String], output: Pipe, errors: Pipe
  ) throws(NoAnswer) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A process group of its own: Ctrl-C is for rollbook, which ends its step first.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let search = "PATH=" + Self.systemFolders.joined(separator: ":") + ":/sbin:/bin"
    var arguments = Self.list([path] + arguments)
    var environment = Self.list([search, "LC_ALL=C"])
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, &attributes, &arguments, &environment)
    guard code == 0 else { throw NoAnswer(words: systemWords(code)) }
    return child
  }

  /// Copies that end with nil, as C wants them.
  private static func list(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var list: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    list.append(nil)
    return list
  }

  /// - Returns: False when the time was over first.
  private static func collect(
    _ pipes: [Pipe], into texts: inout [[UInt8]], until deadline: Int64
  ) -> Bool {
    var open = pipes.map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while open.contains(where: { $0.fd >= 0 }) {
      let left = deadline - clock()
      guard left > 0 else { return false }
      let ready = poll(&open, nfds_t(open.count), Int32(clamping: left))
      if ready < 0, errno != EINTR { return false }
      guard ready > 0 else { continue }
      for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
        let count = read(open[index].fd, &buffer, buffer.count)
        if count > 0 {
          texts[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          open[index].fd = -1
        }
      }
    }
    return true
  }

  /// Milliseconds of a clock that nobody sets.
  private static func clock() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
  }
}

/// Both ends of a pipe, closed when nobody needs them.
private final class Pipe {
  let reading: Int32
  private(set) var writing: Int32

  init() throws(ChildProgram.NoAnswer) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ChildProgram.NoAnswer(words: systemWords()) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = ends[0]
    writing = ends[1]
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  deinit {
    close(reading)
    closeWriting()
  }
}
