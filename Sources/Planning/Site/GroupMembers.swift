import MailModel

/// The live rows of some groups, found in one pass over all accounts.
///
/// A group is named as it is called once groups are renamed.
struct GroupMembers {
  /// As live accounts have them, in the order of bytes.
  private let names: [[UInt8]]
  /// By the index of their group in `names`, each in the order of rows.
  private var rows: [[Int]]
  private let renames: GroupRenames
  private let groups: [LiveGroup]

  init(of groups: some Sequence<String>, _ sides: DesiredAndLive) {
    let live = sides.live
    renames = sides.groupRenames
    self.groups = sides.snapshot.groups
    let wanted = groups.flatMap { sides.groupRenames.liveNames(of: $0, sides.snapshot.groups) }
    names = Set(wanted.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
    rows = Array(repeating: [], count: names.count)
    guard !names.isEmpty else { return }
    var last = 0
    for row in 0..<live.rows.count {
      guard let name = live.bytes(of: .group, row), !name.isEmpty else { continue }
      // Neighbours are often of one group.
      if !names[last].withUnsafeBytes({ $0.compareBytes(name) == 0 }) {
        guard let index = index(of: name) else { continue }
        last = index
      }
      rows[last].append(row)
    }
  }

  /// The live rows whose group is `name`; none for a group that was not asked for.
  subscript(name: String) -> [Int] {
    let found = renames.liveNames(of: name, groups).compactMap { name in
      var name = name
      return name.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }.map { rows[$0] }
    }
    return found.count > 1 ? found.joined().sorted() : found.first ?? []
  }

  private func index(of name: UnsafeRawBufferPointer) -> Int? {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      let order = names[middle].withUnsafeBytes { $0.compareBytes(name) }
      if order == 0 { return middle }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
