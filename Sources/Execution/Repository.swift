import Glibc

/// The git repository that holds a manifest, as far as the history wants to know it.
package struct Repository: Sendable, Hashable {
  /// 40 hexadecimal digits.
  package let commit: String
  /// True when tracked files differ from the commit.
  package let isDirty: Bool

  /// Asks `git`; nil outside a repository, without a commit, and where git is not installed.
  package init?(around folder: String) {
    guard let head = Self.output(of: ["git", "-C", folder, "rev-parse", "--verify", "HEAD"]),
      let status = Self.output(of: [
        "git", "--no-optional-locks", "-C", folder, "status", "--porcelain", "--untracked-files=no",
      ])
    else { return nil }
    commit = String(head.prefix { $0 != "\n" })
    isDirty = !status.isEmpty
  }

  /// What a command prints, nil when it cannot be started or fails.
  private static func output(of words: [String]) -> String? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let started = posix_spawnp(&pid, words[0], &actions, nil, &arguments, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard started == 0 else { return nil }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      text += buffer[..<count]
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status == 0 ? String(decoding: text, as: UTF8.self) : nil
  }
}
