import System

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
    guard let head = Self.output(of: ["-C", folder, "rev-parse", "--verify", "HEAD"]),
      let status = Self.output(of: [
        "--no-optional-locks", "-C", folder, "status", "--porcelain", "--untracked-files=no",
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
          "--literal-pathspecs", "-C", folder, "ls-files", "--others", "--exclude-standard", "--",
        ] + names)
    isDirty = !status.isEmpty || untracked?.isEmpty == false
  }

  /// Variables by which git finds a repository, as it sets them for its hooks.
  private static let ofRepositories: Set<String> = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
  ]

  /// What git prints; nil when it cannot be started or fails.
  ///
  /// A hook of another repository would send it astray. A large repository may take its time.
  private static func output(of arguments: [String]) -> String? {
    guard let git = ChildProgram("git"),
      let answer = try? git.run(
        arguments, with: .own(without: ofRepositories), seconds: nil),
      answer.status == 0
    else { return nil }
    return String(decoding: answer.output, as: UTF8.self)
  }
}
