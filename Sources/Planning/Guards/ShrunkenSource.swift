import MailModel

/// Refuses a file that lists far fewer entries than at the last apply: most likely a cut export.
///
/// Entries that are leavers now, that a run has removed, or that another file lists now are no
/// loss. What another apply has recorded is forgotten.
struct ShrunkenSource: Guard {
  static let name = "shrunken-source"
  static let isAllowable = true

  private static let percent = 30

  func findings(in situation: Situation) -> [Finding] {
    let figures = Self.figures(in: situation)
    if figures.isEmpty { return [Self.passed("no file was applied before", base: 0)] }
    return figures.map { figure in
      let limit = figure.before * Self.percent / 100
      return Self.judged(
        situation, subject: figure.path, subjects: [figure.path],
        measured: max(0, figure.before - figure.now), limit: limit, base: figure.before,
        message: "\(figure.path) has \(figure.now.counted("entry", "entries")) of "
          + "\(figure.before) at the last apply, it may lose \(limit)")
    }
  }

  private struct Figure {
    var path: String
    /// At the last apply, but for those that are no loss.
    var before: Int
    var now: Int
  }

  /// One for each file that listed something at the last apply, by path.
  private static func figures(in situation: Situation) -> [Figure] {
    let comparison = situation.comparison
    let paths = situation.snapshot.accounts.sources
    var figures = paths.indices.filter { comparison.formerEntries[$0] > 0 }.map { index in
      Figure(
        path: paths[index],
        before: comparison.formerEntries[index] - comparison.movedEntries[index],
        now: comparison.files[index].map { comparison.entries[$0] } ?? 0)
    }
    func index(_ path: String) -> Int? { figures.firstIndex { $0.path.sameBytes(as: path) } }
    situation.snapshot.accounts.withView { live in
      for row in situation.leaverRows {
        if let source = live.marks(row).source, source < paths.count, let at = index(paths[source])
        {
          figures[at].before -= 1
        }
      }
    }
    let manifest = situation.manifest
    for group in situation.snapshot.groups {
      guard let path = group.source else { continue }
      let listed = manifest.groups.first { $0.name.sameBytes(as: group.name) }
      if let listed, !manifest.sourceName(listed.place).sameBytes(as: path) { continue }
      if let at = index(path) {
        figures[at].before += 1
      } else {
        let file = manifest.sources.firstIndex { $0.name.sameBytes(as: path) }
        figures.append(
          Figure(path: path, before: 1, now: file.map { comparison.entries[$0] } ?? 0))
      }
    }
    for group in manifest.groups {
      if let at = index(manifest.sourceName(group.place)) { figures[at].now += 1 }
    }
    return figures.sorted { $0.path.bytesPrecede($1.path) }
  }
}
