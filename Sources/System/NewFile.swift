import CRename
import Glibc

/// Files that did not exist before, written whole or not at all.
package enum NewFile {
  /// Makes `path` with `mode`, writes `text` and flushes file and folder to disk.
  ///
  /// `finish` does what else the open file needs; false with `errno` set when that failed.
  ///
  /// - Throws: When the file exists already, or cannot be written whole; a partial file is removed.
  package static func write(
    _ text: String, to path: String, mode: mode_t, finish: (Int32) -> Bool = { _ in true }
  ) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else {
      throw errno == EEXIST
        ? FileFailure(path: path, reason: "exists already") : FileFailure(path)
    }
    let isWritten =
      FileBytes.write(text, to: file) && finish(file) && fsync(file) == 0 && close(file) == 0
    guard isWritten, flushFolder(of: path) else {
      let failure = FileFailure(path)
      unlink(path)
      throw failure
    }
  }

  /// - Throws: When something is at `path`, or nobody may make a file there.
  package static func checkFree(_ path: String) throws(FileFailure) {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw FileFailure(path: path, reason: "exists already")
    }
    guard errno == ENOENT, access(Paths.folder(of: path), W_OK | X_OK) == 0 else {
      throw FileFailure(path)
    }
  }

  /// Puts `text` in the place of `path`, or where nothing is, in one step.
  ///
  /// - Throws: When it cannot be written whole; what was there is then still there.
  package static func replace(
    _ path: String, with text: String, mode: mode_t
  ) throws(FileFailure) {
    let draft = "\(path).\(ProcessID.current)~"
    do throws(FileFailure) {
      try write(text, to: draft, mode: mode)
    } catch { throw FileFailure(path: path, reason: error.reason) }
    guard rename(draft, path) == 0, flushFolder(of: path) else {
      let failure = FileFailure(path)
      unlink(draft)
      throw failure
    }
  }

  /// Gives the file `draft` the name `path`, where nothing may stand; false with `errno` set when
  /// the system refused.
  package static func move(_ draft: String, to path: String) -> Bool {
    renameat2(AT_FDCWD, draft, AT_FDCWD, path, rollbook_rename_noreplace) == 0
  }

  /// Flushes the entries of the folder that holds `path`; false with `errno` set when that failed.
  package static func flushFolder(of path: String) -> Bool {
    let descriptor = open(Paths.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
