import Glibc
import MailModel
import System

/// The mark is a file of two lines, the store's id and a sentence for whoever finds it.
extension MaildirStorage {
  package func checkMark(of storeID: String) throws(StoreError) {
    let found: String?
    do {
      found = try markedStore(in: Folder.root(root))
    } catch {
      throw error.code == ENOENT ? .noMailFolder(root) : error.unreadable
    }
    guard let found, found.sameBytes(as: storeID) else { throw .foreignMail(root) }
  }

  package func mark(for storeID: String) throws(StoreError) {
    let found: String?
    do throws(SystemError) {
      let folder = try Folder.root(root)
      if try markedStore(in: folder) == nil {
        do throws(SystemError) {
          try folder.write(
            "\(storeID)\n\(Self.sentence)\n", to: Self.mark,
            draft: "\(Self.mark).new-\(RandomSource.kernel.text(8))", mode: 0o644, isNew: true)
        } catch {
          // Another one was faster; what it wrote is looked at below.
          if error.code != EEXIST { throw error }
        }
      }
      found = try markedStore(in: folder)
    } catch {
      throw error.code == ENOENT && error.path == root ? .noMailFolder(root) : error.asStoreError
    }
    guard let found, found.sameBytes(as: storeID) else { throw .foreignMail(root) }
  }

  package func checkUnclaimed(by storeID: String) throws(StoreError) {
    let found: String?
    do {
      found = try markedStore(in: Folder.root(root))
    } catch {
      if error.code == ENOENT { return }
      throw error.unreadable
    }
    if let found, !found.sameBytes(as: storeID) { throw .foreignMail(root) }
  }

  package func outerRoot(of storeID: String) -> String? {
    guard var path = Self.realPath(of: root) else { return nil }
    while path != "/" {
      path = Paths.folder(of: path)
      if let folder = try? Folder.root(path),
        (try? markedStore(in: folder))?.sameBytes(as: storeID) == true
      {
        return path
      }
    }
    return nil
  }

  /// Absolute and without links, as far as the path exists; nil when nothing of it does.
  private static func realPath(of path: String) -> String? {
    if let found = Paths.resolved(path) { return found }
    var parts = path.split(separator: "/")
    guard let last = parts.popLast() else { return nil }
    let parent = parts.joined(separator: "/")
    let whole = path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent
    return realPath(of: whole).map { Paths.join($0, String(last)) }
  }

  private static let sentence =
    "The mail of the rollbook store with the id above lies in this folder; keep this file."

  /// The id in the mark; nil without one, empty when what stands there is no mark.
  private func markedStore(in folder: Folder) throws(SystemError) -> String? {
    do {
      guard let bytes = try folder.read(Self.mark, atMost: 4_096) else { return nil }
      return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    } catch {
      if error.code == EINVAL { return "" }
      throw error
    }
  }
}
