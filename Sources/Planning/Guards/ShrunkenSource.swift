import MailModel

/// Refuses a file that lists far fewer entries than at the last apply: most likely a cut export.
///
/// Entries that are leavers now, that a run has removed, or that another file lists now are no
/// loss. What another apply has recorded is forgotten.
struct ShrunkenSource: Guard {
  static let name = "shrunken-source"
  static let judgesManifest = true
  static let isAllowable = true

  private static let percent = 30

  func findings(in input: GuardInput) -> [Finding] {
    let figures = SourceFigures(input).sorted
    if figures.isEmpty { return [Self.passed("no file was applied before", base: 0)] }
    return figures.map { figure in
      let limit = figure.before * Self.percent / 100
      return Self.judged(
        input, subject: figure.path, subjects: [figure.path],
        measured: max(0, figure.before - figure.now), limit: limit, base: figure.before,
        message: input.manifest.sources.contains { $0.name.sameBytes(as: figure.path) }
          ? "\(figure.path) has \(figure.now.counted("entry", "entries")) of "
            + "\(figure.before) at the last apply, it may lose \(limit)"
          : "\(figure.path) is no part of this manifest, and of what it had at the last apply "
            + "\(figure.before.counted("entry is", "entries are")) in no other file")
    }
  }
}

/// What each file listed at the last apply and lists now.
private struct SourceFigures {
  struct Figure {
    var path: String
    /// At the last apply, but for those that are no loss.
    var before: Int
    var now: Int
  }

  private var figures: [Figure] = []
  /// By the bytes of the path.
  private var indices: [[UInt8]: Int] = [:]

  /// One for each file that listed something at the last apply, by path.
  var sorted: [Figure] { figures.sorted { $0.path.bytesPrecede($1.path) } }

  init(_ input: GuardInput) {
    countAccounts(input)
    countGroups(input)
  }

  private mutating func countAccounts(_ input: GuardInput) {
    let comparison = input.comparison
    let paths = input.snapshot.accounts.sources
    var leaving = [Int](repeating: 0, count: paths.count)
    let live = input.snapshot.accounts.view
    for row in input.leaverRows {
      if let source = live.marks(row).source, source < paths.count { leaving[source] += 1 }
    }
    for (source, path) in paths.enumerated() where comparison.formerEntries[source] > 0 {
      add(
        path,
        before: comparison.formerEntries[source] - comparison.movedEntries[source]
          - leaving[source],
        now: comparison.files[source].map { comparison.entries[$0] } ?? 0)
    }
  }

  private mutating func countGroups(_ input: GuardInput) {
    let manifest = input.manifest
    let renames = input.sides.groupRenames
    for group in input.snapshot.groups {
      guard let path = group.source else { continue }
      if let listed = manifest.groups.index(named: renames.newName(of: group.name)),
        !manifest.sourceName(manifest.groups[listed].place).sameBytes(as: path)
      {
        continue
      }
      if let index = indices[Array(path.utf8)] {
        figures[index].before += 1
      } else {
        let file = manifest.sources.firstIndex { $0.name.sameBytes(as: path) }
        add(path, before: 1, now: file.map { input.comparison.entries[$0] } ?? 0)
      }
    }
    guard !figures.isEmpty else { return }
    for group in manifest.groups {
      if let index = indices[Array(manifest.sourceName(group.place).utf8)] {
        figures[index].now += 1
      }
    }
  }

  private mutating func add(_ path: String, before: Int, now: Int) {
    indices[Array(path.utf8)] = figures.count
    figures.append(Figure(path: path, before: before, now: now))
  }
}
