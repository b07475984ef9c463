import MailModel

/// What `<<` gives to `users` or `groups` as a whole; entries that are written out win.
struct MergedEntries {
  private var trees: [StoredTree] = []
  private var place: PackedPlace?

  init() {}

  /// Takes the value of a `<<`, composed last.
  ///
  /// - Returns: False when the file ends inside.
  mutating func take(from composer: inout Composer, _ list: DiagnosticList) -> Bool {
    if let place {
      list.add(
        .duplicateKey("<<", at: list.place(composer.place), first: list.place(place)))
    }
    place = place ?? composer.place
    composer.removeAll()
    guard composer.advance(), let value = composer.compose() else { return false }
    trees.append(composer.withTree { StoredTree(value, in: $0) })
    return true
  }

  /// Reads the users whose names no row has from `firstRow` on.
  func readUsers(
    with reader: inout UserReader, file: Int, after firstRow: Int, into draft: inout ManifestBuilder
  ) {
    guard !trees.isEmpty else { return }
    var names = NameTable()
    draft.manifest.accounts.rows.withView { view in
      for row in firstRow..<view.count { _ = names.insert(view.key(row)) }
    }
    read(with: &reader, file: file, &names, into: &draft) { text, draft, name in
      if case .fine = Names.account(text, in: draft, into: &name) { true } else { false }
    }
  }

  /// Reads the groups that the file has not declared itself.
  func readGroups(with reader: inout GroupReader, file: Int, into draft: inout ManifestBuilder) {
    guard !trees.isEmpty else { return }
    var names = NameTable()
    for (number, group) in draft.groups.enumerated()
    where group.isDeclared && group.place.file == file {
      _ = Array(draft.groupNames[number].utf8).withUnsafeBytes { names.insert($0) }
    }
    read(with: &reader, file: file, &names, into: &draft) { text, _, name in
      Names.group(text, into: &name)
    }
  }

  /// Of several values the earlier wins.
  private func read(
    with reader: inout some EntryReader, file: Int, _ names: inout NameTable,
    into draft: inout ManifestBuilder,
    canonical: (UnsafeRawBufferPointer, ManifestBuilder, inout [UInt8]) -> Bool
  ) {
    var name: [UInt8] = []
    for stored in trees {
      stored.withTree(file: file) { tree in
        for part in tree.kind(0) == .sequence ? tree.children(of: 0) : [0] {
          if tree.kind(part) == .broken { continue }
          guard tree.kind(part) == .mapping else {
            draft.list.add(.mergeOfOther(at: draft.list.place(tree.place(part))))
            continue
          }
          for (key, value) in tree.pairs(of: part) {
            // A name that is none goes to the reader, which says so.
            if tree.kind(key) == .scalar, canonical(tree.text(key), draft, &name),
              !name.withUnsafeBytes({ names.insert($0) }).isNew
            {
              continue
            }
            reader.read(tree, key: key, value: value, into: &draft)
          }
        }
      }
    }
  }
}
