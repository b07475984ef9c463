import Glibc

extension Folder {
  /// How often a folder that keeps changing is looked at before it counts as unreadable.
  private static let attempts = 10

  /// What `look` finds while no entry of the folders `names` comes, goes or is renamed.
  ///
  /// Reading a folder may miss a file that is renamed meanwhile, and mail clients rename messages
  /// with every flag. `look` gives nil to be called again.
  ///
  /// - Throws: `EAGAIN` when the folders do not come to rest.
  package func settled<Result>(
    _ names: [String], _ look: () throws(SystemError) -> Result?
  ) throws(SystemError) -> Result {
    for _ in 0..<Self.attempts {
      var before = try stamps(of: names)
      if before.contains(where: { $0?.isFresh == true }) {
        // The next change could bear the same time.
        SystemClock.pause(FolderStamp.resolution / 1_000_000)
        before = try stamps(of: names)
      }
      if let result = try look(), try stamps(of: names) == before { return result }
    }
    throw SystemError(path, EAGAIN)
  }

  private func stamps(of names: [String]) throws(SystemError) -> [FolderStamp?] {
    var stamps: [FolderStamp?] = []
    for name in names { stamps.append(try status(of: name).map { FolderStamp($0) }) }
    return stamps
  }
}

/// Which folder it is and when its entries changed last.
private struct FolderStamp: Equatable {
  private let inode: ino_t
  private let seconds: Int
  private let nanoseconds: Int

  /// No kernel's clock of files is coarser, in nanoseconds.
  static let resolution: Int64 = 10_000_000

  init(_ status: stat) {
    inode = status.st_ino
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  var isFresh: Bool {
    let now = SystemClock.moment
    // Anybody can give a folder any time, which must not overflow.
    let age = Double(now.tv_sec) - Double(seconds) + Double(now.tv_nsec - nanoseconds) / 1e9
    return age < Double(Self.resolution) / 1e9
  }
}
