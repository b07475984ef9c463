import Glibc
import MailModel
import System

extension MaildirStorage {
  package func hasHomes() throws(StoreError) -> Bool {
    do throws(SystemError) { return try Folder.root(root).hasForeignEntries } catch {
      throw error.unreadable
    }
  }

  package func difference(
    from snapshot: Snapshot, depth: Int
  ) throws(StoreError) -> MailDifference {
    do throws(SystemError) {
      let root = try Folder.root(root)
      var difference = MailDifference()
      // Before the first delivery there is nothing to look for.
      if try root.hasForeignEntries {
        var walk = HomeWalk(KnownHomes(snapshot), depth: depth)
        try walk.visit(root, at: "", PathHash())
        difference.homes = walk.unknown.sorted { $0.bytesPrecede($1) }
        difference.nested = walk.nested.sorted { $0.bytesPrecede($1) }
        difference.withoutMail = walk.placeholders.map { snapshot.accounts.address(ofRow: $0) }
          .sorted()
      }
      let known = Dictionary(grouping: snapshot.trash, by: \.folder)
      var found: Set<String> = []
      try root.open(Self.trash)?.each { entry in
        guard !entry.isHidden else { return }
        found.insert(String(cString: entry.name))
      }
      difference.folders = found.filter { known[$0] == nil }.sorted { $0.bytesPrecede($1) }
      if let trash = try root.open(Self.trash) {
        for folder in known.keys where found.contains(folder) {
          difference.inItems += try Self.homes(in: folder, of: trash)
        }
        difference.inItems.sort { $0.bytesPrecede($1) }
      }
      difference.missing = snapshot.trash.filter { !found.contains($0.folder) }
      return difference
    } catch {
      throw error.unreadable
    }
  }

  package func record(inTrash item: String) throws(StoreError) -> String? {
    do {
      return try Self.folder(of: item, in: Folder.root(root))?.record
    } catch {
      throw error.unreadable
    }
  }
}

extension LiveAccounts {
  fileprivate func address(ofRow row: Int) -> Address { rows.view.address(row) }
}

extension Folder {
  /// True when a mail root holds more than the trash and the mark.
  fileprivate var hasForeignEntries: Bool {
    get throws(SystemError) {
      var found = false
      try each { if !$0.isOwn { found = true } }
      return found
    }
  }
}
