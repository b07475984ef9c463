import Glibc
import MailModel
import System

extension MaildirStorage {
  package func prepareTrash() throws(StoreError) {
    do throws(SystemError) {
      let root = try Folder.root(root)
      let isNew = try root.status(of: Self.trash) == nil
      do throws(SystemError) {
        let trash = try root.make(Self.trash, mode: 0o700)
        try trash.check(try root.device)
        try trash.checkRemovable()
        try trash.probeExchange()
      } catch {
        // A trash that is no use is none.
        if isNew { unlinkat(root.descriptor, Self.trash, AT_REMOVEDIR) }
        throw error
      }
    } catch {
      throw error.asStoreError
    }
  }
}

extension Folder {
  /// Where entries come and never go, a probe would stay as well.
  ///
  /// - Throws: `EPERM` for a folder that is marked so.
  fileprivate func checkRemovable() throws(SystemError) {
    var flags: UInt = 0
    guard ioctl(descriptor, Self.readFlags, &flags) == 0 else { return }
    if flags & Self.keepsEntries != 0 { throw SystemError(path, EPERM) }
  }

  /// `FS_IOC_GETFLAGS`, and of the flags `FS_IMMUTABLE_FL` and `FS_APPEND_FL`.
  private static let readFlags: UInt = 0x8008_6601
  private static let keepsEntries: UInt = 0x30

  /// Exchanges a folder and a placeholder of its own, as a purge does with a mail home.
  ///
  /// - Throws: What the file system answers; both are gone again.
  fileprivate func probeExchange() throws(SystemError) {
    let names = (".probe-home", ".probe-placeholder")
    defer { removeProbes(names) }
    removeProbes(names)
    guard mkdirat(descriptor, names.0, 0o700) == 0 else { throw SystemError(path(of: names.0)) }
    try makePlaceholder(names.1)
    guard move(names.0, to: self, names.1, .exchanging) else { throw SystemError(path) }
    guard try standing(at: names.0) == .placeholder, try standing(at: names.1) == .folder else {
      throw SystemError(path, EOPNOTSUPP)
    }
    try flush()
  }

  /// Also removes what a process that was killed left, exchanged or not.
  private func removeProbes(_ names: (String, String)) {
    for name in [names.0, names.1] where unlinkat(descriptor, name, 0) != 0 {
      unlinkat(descriptor, name, AT_REMOVEDIR)
    }
  }
}
