import Glibc

/// A program that is run to its end without a shell, and with nothing to read.
package struct ChildProgram {
  package let name: String
  private let path: String

  /// What a program that ended by itself has said.
  package struct Answer {
    package var status: Int32
    package var output: [UInt8]
    package var errors: String
  }

  /// Why there is no answer, in words.
  package struct NoAnswer: Error {
    package var words: String
  }

  /// What a program finds in its environment.
  package enum Variables {
    /// The system's folders of programs, and the language of their messages.
    case fixed
    /// Those of this process but the named ones.
    case own(without: Set<String>)

    /// Copies that C may keep, each `NAME=value`, byte by byte as they are.
    fileprivate var list: [UnsafeMutablePointer<CChar>?] {
      switch self {
      case .fixed:
        let search = "PATH=" + ChildProgram.systemFolders.joined(separator: ":") + ":/sbin:/bin"
        return [strdup(search), strdup("LC_ALL=C")]
      case .own(let unwanted):
        var list: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let entry = next.pointee {
          let name = String(cString: entry).prefix { $0 != "=" }
          if !unwanted.contains(String(name)) { list.append(strdup(entry)) }
          next += 1
        }
        return list
      }
    }
  }

  /// - Returns: nil when there is no such program in `PATH` or where the system keeps daemons.
  package init?(_ name: String) {
    let search = Environment["PATH"] ?? ""
    let folders = search.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let places: [String] = (folders + Self.systemFolders).map { "\($0)/\(name)" }
    guard let path = places.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.name = name
    self.path = path
  }

  fileprivate static let systemFolders = [
    "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin",
  ]

  /// Collects what the program prints; it is killed after `seconds`, where there is such a limit.
  package func run(
    _ arguments: [String], with variables: Variables = .fixed, seconds: Int64? = 10
  ) throws(NoAnswer) -> Answer {
    let (output, errors) = (try Pipe(), try Pipe())
    let child = try start(arguments, variables, output: output, errors: errors)
    output.closeWriting()
    errors.closeWriting()
    let deadline = seconds.map { SystemClock.uptime() + $0 * 1_000 }
    var texts: [[UInt8]] = [[], []]
    let isWhole = Self.collect([output, errors], into: &texts, until: deadline)
    if !isWhole { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard isWhole else {
      throw NoAnswer(words: seconds.map { "no answer within \($0) seconds" } ?? "no answer")
    }
    // As WIFEXITED and WEXITSTATUS, which Swift does not see.
    guard status & 0x7F == 0 else { throw NoAnswer(words: "ended by signal \(status & 0x7F)") }
    return Answer(
      status: status >> 8 & 0xFF, output: texts[0],
      errors: String(decoding: texts[1], as: UTF8.self))
  }

  private func start(
    _ arguments: [String], _ variables: Variables, output: Pipe, errors: Pipe
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
    // Lists that end with nil, as C wants them.
    var arguments = ([path] + arguments).map { strdup($0) } + [nil]
    var environment = variables.list + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, &attributes, &arguments, &environment)
    guard code == 0 else { throw NoAnswer(words: systemWords(code)) }
    return child
  }

  /// - Returns: False when the time was over first.
  private static func collect(
    _ pipes: [Pipe], into texts: inout [[UInt8]], until deadline: Int64?
  ) -> Bool {
    var open = pipes.map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while open.contains(where: { $0.fd >= 0 }) {
      let left = deadline.map { $0 - SystemClock.uptime() }
      if let left, left <= 0 { return false }
      let ready = poll(&open, nfds_t(open.count), left.map { Int32(clamping: $0) } ?? -1)
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
