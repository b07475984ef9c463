import Glibc
import MailModel

/// The mark is a file of two lines, the store's id and a sentence for whoever finds it.
extension MaildirStorage {
  package func checkMark(of storeID: String) throws(StoreError) {
    let found: String?
    do {
      found = try markedStore(in: Folder.root(root))
    } catch {
      throw error.unreadable
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
            draft: "\(Self.mark).new-\(randomName(8))", mode: 0o644, isNew: true)
        } catch {
          // Another one was faster; what it wrote is looked at below.
          if error.code != EEXIST { throw error }
        }
      }
      found = try markedStore(in: folder)
    } catch {
      throw error.asStoreError
    }
    guard let found, found.sameBytes(as: storeID) else { throw .foreignMail(root) }
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
