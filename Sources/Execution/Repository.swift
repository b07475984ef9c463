import Glibc

/// The git repository that holds a manifest, as far as the history wants to know it.
package struct Repository: Sendable, Hashable {
  /// 40 hexadecimal digits.
  package let commit: String
  /// True when tracked files differ from the commit, or a file of the manifest is not in it.
  package let isDirty: Bool

  /// How many files of a manifest are looked up one by one.
  private static let mostNames = 1_000

  /// Asks `git` about `folder` and the `files` in it; nil outside a repository, without a commit, and
  /// where git is not installed or refuses to read another user's repository.
  package init?(around folder: String, files: [String] = []) {
    guard let head = Self.output(of: ["git", "-C", folder, "rev-parse", "--verify", "HEAD"]),
      let status = Self.output(of: [
        "git", "--no-optional-locks", "-C", folder, "status", "--porcelain", "--untracked-files=no",
      ])
    else { return nil }
    commit = String(head.prefix { $0 != "\n" })
    let names = Array(files.prefix(Self.mostNames))
    // Ignored on purpose, as rosters with personal data often are, is not forgotten.
    let untracked =
      names.isEmpty || !status.isEmpty
      ? nil
      : Self.output(
        of: [
          "git", "--literal-pathspecs", "-C", folder, "ls-files", "--others", "--exclude-standard",
          "--",
        ] + names)
    isDirty = !status.isEmpty || untracked?.isEmpty == false
  }

  /// Variables by which git finds a repository, as it sets them for its hooks.
  private static let ofRepositories: Set<String> = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
  ]

  /// Ours without what a hook of another repository would send git astray with.
  private static var environment: [UnsafeMutablePointer<CChar>?] {
    var result: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let entry = next.pointee {
      let name = String(cString: entry).prefix { $0 != "=" }
      if !ofRepositories.contains(String(name)) { result.append(strdup(entry)) }
      next += 1
    }
    return result + [nil]
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
    var variables = Self.environment
    defer { for variable in variables { free(variable) } }
    var pid: pid_t = 0
    let started = posix_spawnp(&pid, words[0], &actions, nil, &arguments, &variables)
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
