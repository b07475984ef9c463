import Glibc
import MailModel
import System

/// The folder in which Postfix writes what it is receiving.
///
/// A file is there from the first receiver on that was accepted, and may be executed by its owner once
/// it is whole (Postfix's mail_queue.h); until then no list of the queue shows it.
struct IncomingQueue {
  let folder: String

  /// Postfix waits for the rest of a file for an hour (`ipc_timeout`): one that is older than twice
  /// that was left behind.
  private static let longestWait = 7_200

  /// The files that are not whole yet, by their name; `now` is the time in seconds since 1970.
  func unfinished(at now: Int64) throws(MailServerAbsence) -> Set<String> {
    var names: Set<String> = []
    do throws(SystemError) {
      let start = Int(now) - Self.longestWait
      try Self.visit(try Folder.root(folder), depth: 0, since: start, &names)
    } catch {
      throw .failed("postfix", "\(error.path): \(systemWords(error.code))")
    }
    return names
  }

  /// Postfix may spread its files over folders of one letter each (`hash_queue_names`).
  private static func visit(
    _ folder: Folder, depth: Int, since start: Int, _ names: inout Set<String>
  ) throws(SystemError) {
    var folders: [String] = []
    try folder.each { entry throws(SystemError) in
      // One that is whole may have gone to the next queue by now.
      guard let status = try folder.status(of: entry.name) else { return }
      if status.st_mode & S_IFMT == S_IFDIR {
        folders.append(String(cString: entry.name))
      } else if status.st_mode & S_IXUSR == 0, status.st_mtim.tv_sec > start {
        names.insert(String(cString: entry.name))
      }
    }
    guard depth < 16 else { return }
    for name in folders {
      if let next = try folder.open(name) {
        try visit(next, depth: depth + 1, since: start, &names)
      }
    }
  }
}
