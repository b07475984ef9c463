import MailModel

/// Reads a manifest from its files.
///
/// The stage in order: each file is parsed and read entry by entry (`Files/`, `YAML/`,
/// `Entries/`), includes are followed, the rows of rosters join the users (`Roster/`), group defaults are resolved, and the rules look at the
/// whole (`Rules/`). A mistake never ends the reading: all are told together.
package struct ManifestReader {
  private let files: [String]
  private let tree: SourceTree

  /// - Parameter files: As typed by the user. The folder of the first is the base of relative
  ///   paths; the others are read as if it included them.
  package init(files: [String]) {
    self.init(files: files, tree: .disk)
  }

  /// Reads what `load` gives for a path, without touching the disk.
  package init(
    files: [String], load: @escaping (String) -> Result<[UInt8], LoadFailure>
  ) {
    self.init(files: files, tree: .memory(load))
  }

  private init(files: [String], tree: SourceTree) {
    self.files = files
    self.tree = tree
  }

  /// The first file's `domain`, `domains`, `store`, `mail` and `policy` alone, at the cost of a look
  /// at its lines; whoever is in the manifest is left out.
  ///
  /// - Returns: nil where only the whole tells, or tells what is wrong.
  package func readHead() -> ManifestReading? {
    guard let path = files.first, let text = ManifestHead.read(path) else { return nil }
    let reading = ManifestReader(files: [path]) { _ in .success(text) }.read()
    return reading.hasErrors ? nil : reading
  }

  package func read() -> ManifestReading {
    var walk = FileWalk(tree: tree, files: files)
    for path in files {
      walk.read(path, named: nil, scope: walk.draft.manifest.scopes[0])
    }
    walk.readRosters()
    let files = walk.files
    var draft = walk.takeDraft()
    DefaultsResolution.resolve(&draft)
    MailChoices.resolve(&draft)
    MemberReply.fillIn(&draft)
    draft.finish()
    RuleBook.check(draft)
    return ManifestReading(
      manifest: draft.manifest,
      diagnostics: Excerpts.added(
        to: draft.list.sorted().map(draft.manifest.typedDomains.spelled), paths: draft.list.paths,
        files: files, hidden: draft.list.hidden,
        rosters: draft.rosterForms, usedColumns: draft.usedColumns),
      hasErrors: draft.list.hasErrors, files: files, rosters: draft.rosterForms,
      usedColumns: draft.usedColumns)
  }
}
