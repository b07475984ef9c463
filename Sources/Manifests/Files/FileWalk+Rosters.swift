import MailModel

extension FileWalk {
  /// Reads the CSV files of all rosters, once all manifest files are read.
  mutating func readRosters() {
    guard !draft.rosters.isEmpty else { return }
    var stage = RosterStage()
    for roster in draft.rosters {
      guard let file = load(roster) else { continue }
      // Two rosters often share a file: what is wrong with its form is told once.
      draft.setScope(
        ofRosterFile: file, from: roster.place.file, isShared: draft.rosterDefaults[file] != nil)
      let isKnown = draft.rosterDefaults[file] != nil && draft.rosterForms[file] == roster.form
      draft.rosterDefaults[file, default: []].append(roster.place.rawValue)
      var rows = RosterRows(
        roster, path: draft.list.paths[file], file: file, tellsForm: !isKnown, list: draft.list)
      files[file].withUnsafeBytes { rows.read($0, into: &stage, &draft) }
    }
    RosterMerge.merge(stage, into: &draft)
  }

  /// The index of a roster's file, which several rosters may share.
  private mutating func load(_ roster: Roster) -> Int? {
    let place = draft.list.place(roster.csvPlace)
    let name = PathText.normalized(roster.csv)
    let path = PathText.join(base, name)
    guard !roster.csv.isEmpty, PathText.staysInside(roster.csv), isInside(path) else {
      draft.list.add(.outside(roster.csv, at: place))
      return nil
    }
    if let known = draft.rosterForms.keys.first(where: { draft.list.paths[$0].sameBytes(as: path) })
    {
      return known
    }
    switch tree.load(path) {
    case .success(let bytes):
      guard let file = add(path, name: name, bytes, at: place) else { return nil }
      draft.rosterForms[file] = roster.form
      return file
    case .failure(let failure):
      draft.list.add(.unreadable(path, failure.reason, at: place))
      return nil
    }
  }
}
