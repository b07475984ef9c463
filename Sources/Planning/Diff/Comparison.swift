import MailModel

/// The manifest's accounts held against the live ones, name by name.
///
/// Both sides are sorted, so one walk finds every pair; equal bytes mean that there is nothing to
/// do, and nothing is decoded. What guards count over all accounts is noted on the way.
struct Comparison: Sendable {
  struct Pair: Sendable {
    var desired: Int
    var live: Int
  }

  /// Pairs that may need a change: other bytes, not owned, or another name.
  private(set) var differing: [Pair] = []
  /// Pairs without a change that another file lists than at the last apply.
  private(set) var relisted: [Pair] = []
  /// Desired rows without a live account.
  private(set) var missing: [Int] = []
  /// Live rows that rollbook owns and the manifest does not list.
  private(set) var unlistedOwned: [Int] = []
  /// Live rows with the administrator's mark, enabled or not.
  private(set) var adminRows: [Int] = []
  /// Live rows that have a forward or an assistant.
  private(set) var routedRows: [Int] = []
  private(set) var listedCount = 0
  private(set) var liveCount = 0
  private(set) var ownedCount = 0
  /// Live accounts by the file that listed them at the last apply.
  private(set) var formerEntries: [Int]
  /// Those of `formerEntries` that another file lists now.
  private(set) var movedEntries: [Int]
  /// Listed accounts by file.
  private(set) var entries: [Int]
  /// The manifest's file of each file known to the store, by path.
  let files: [Int?]

  init(_ sides: DesiredAndLive, _ renames: Renames) {
    let paths = sides.snapshot.accounts.sources
    let known = Dictionary(
      sides.manifest.sources.enumerated().map { (Array($1.name.utf8), $0) },
      uniquingKeysWith: { first, _ in first })
    files = paths.map { known[Array($0.utf8)] }
    formerEntries = [Int](repeating: 0, count: paths.count)
    movedEntries = formerEntries
    entries = [Int](repeating: 0, count: sides.manifest.sources.count)
    walk(sides, renames)
  }

  private mutating func walk(_ sides: DesiredAndLive, _ renames: Renames) {
    let (desired, live) = (sides.desired, sides.live)
    var left = desired.builtInCount
    var right = live.rows.builtInCount
    while left < desired.count || right < live.rows.count {
      let order =
        left == desired.count
        ? 1
        : right == live.rows.count ? -1 : desired.key(left).compareBytes(live.rows.key(right))
      if order == 0,
        renames.isEmpty
          || (renames.liveRows[left] == nil && !renames.leaving.contains(right))
      {
        list(left, sides)
        note(right, live.marks(right))
        match(Pair(desired: left, live: right), sides)
      } else {
        if order <= 0 {
          list(left, sides)
          if let mover = renames.liveRows[left] {
            match(Pair(desired: left, live: mover), sides, isRenamed: true)
          } else {
            missing.append(left)
          }
        }
        if order >= 0 {
          let marks = live.marks(right)
          note(right, marks)
          if marks.has(.owned), !renames.leaving.contains(right) {
            unlistedOwned.append(right)
          }
        }
      }
      if order <= 0 { left += 1 }
      if order >= 0 { right += 1 }
    }
  }

  private mutating func list(_ row: Int, _ sides: DesiredAndLive) {
    listedCount += 1
    let file = PackedPlace(rawValue: sides.desired.note(row)).file
    if file < entries.count { entries[file] += 1 }
  }

  private mutating func note(_ row: Int, _ marks: LiveMarks) {
    liveCount += 1
    if marks.has(.owned) { ownedCount += 1 }
    if marks.has(.admin) { adminRows.append(row) }
    if marks.has(.hasForward) || marks.has(.hasAssistant) { routedRows.append(row) }
    if let source = marks.source, source < formerEntries.count { formerEntries[source] += 1 }
  }

  private mutating func match(_ pair: Pair, _ sides: DesiredAndLive, isRenamed: Bool = false) {
    let marks = sides.live.marks(pair.live)
    let file = PackedPlace(rawValue: sides.desired.note(pair.desired)).file
    var isMoved = true
    if let source = marks.source, source < files.count {
      isMoved = files[source] != file
      if isMoved { movedEntries[source] += 1 }
    }
    if isRenamed || !marks.has(.owned)
      || sides.desired.imageBytes(pair.desired).compareBytes(sides.live.rows.imageBytes(pair.live))
        != 0
      || sides.isGroupRenamed(pair.live)
    {
      differing.append(pair)
    } else if isMoved {
      relisted.append(pair)
    }
  }
}

extension LiveMarks {
  /// `contains` without its generic detour, which the walk would pay for every account.
  fileprivate func has(_ mark: LiveMarks) -> Bool { rawValue & mark.rawValue != 0 }
}
