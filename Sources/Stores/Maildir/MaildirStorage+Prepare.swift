import CRename
import Glibc
import MailModel

extension MaildirStorage {
  package func prepareTrash() throws(StoreError) {
    do throws(SystemError) {
      let root = try Folder.root(root)
      let trash = try root.make(Self.trash, mode: 0o700)
      try trash.check(try root.device)
      try trash.probeExchange()
    } catch {
      throw error.asStoreError
    }
  }
}

extension Folder {
  /// Exchanges a folder and a placeholder of its own, as a purge does with a mail home.
  ///
  /// - Throws: What the file system answers; both are gone again.
  fileprivate func probeExchange() throws(SystemError) {
    let names = (".probe-home", ".probe-placeholder")
    defer { removeProbes(names) }
    removeProbes(names)
    guard mkdirat(descriptor, names.0, 0o700) == 0 else { throw SystemError(path(of: names.0)) }
    try makePlaceholder(names.1)
    guard
      renameat2(descriptor, names.0, descriptor, names.1, rollbook_rename_exchange) == 0
    else { throw SystemError(path) }
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
