import Execution
import Glibc
import MailModel
import Reports
import System

/// Where the settings of a server are written.
struct SettingsFolder {
  let path: String

  /// Writes what is not there yet, gives what is there its mode and owner, and names each file on
  /// standard output.
  ///
  /// - Throws: Before anything is written, when a file that is there differs.
  func write(_ files: [SettingsFile], _ console: Console) throws {
    let files = files.map { file in
      OwnedFile(
        path: "\(path)/\(file.name)", text: file.text, mode: file.mode, owner: file.owner,
        group: file.group)
    }
    let others = files.filter { $0.standing == .different }
    guard others.isEmpty else {
      for other in others { console.error("\(other.path) is there and differs") }
      throw Failure("nothing was written: move away what differs, then write again")
    }
    if mkdir(path, 0o755) != 0, errno != EEXIST {
      throw Failure("\(path): \(systemWords())")
    }
    for file in files where file.standing == .equal && !file.isGuarded {
      guard file.guarded() else {
        guard file.standing == .equal else {
          throw Failure("\(file.path) was changed meanwhile; look who may write in \(path)")
        }
        console.note(
          "warning: \(file.path) has another owner or mode than is printed without --out; "
            + "run this as root")
        continue
      }
      try console.report("set owner and mode of \(file.path.shown)\n")
    }
    for file in files where file.standing == .missing {
      do throws(FileFailure) {
        if !(try file.write()) {
          console.note(
            "warning: \(file.path) is yours; give it the owner that is printed without --out")
        }
      } catch { throw Failure("\(error.path): \(error.reason)") }
      try console.report("made \(file.path.shown)\n")
    }
  }
}
