import MailModel
import System

extension FileWalk {
  /// Reads the CSV files of all rosters, once all manifest files are read.
  mutating func readRosters() {
    guard !draft.rosters.isEmpty else { return }
    var stage = RosterStage()
    var judged: [Int: Set<CSVForm>] = [:]
    // What only adds to accounts comes once all of them are known.
    let makers = draft.rosters.filter { !$0.extends }
    for roster in makers + draft.rosters.filter(\.extends) {
      guard let source = load(roster.csv, roster.form, at: roster.csvPlace, &judged) else {
        continue
      }
      draft.setScope(
        ofRosterFile: source.file, from: roster.place.file,
        isShared: draft.rosterDefaults[source.file] != nil)
      draft.rosterDefaults[source.file, default: []].append(roster.place.rawValue)
      let joined = roster.joins.map { load($0.csv, $0.form, at: $0.csvPlace, &judged) }
      let joins = RosterJoins(roster, joined) { files[$0] }
      for (source, count) in zip(joined, joins.counts) {
        if let source { draft.manifest.sources[source.file].entries += count }
      }
      var rows = RosterRows(roster, source, joins)
      files[source.file].withUnsafeBytes { rows.read($0, into: &stage, &draft) }
    }
    RosterMerge.merge(stage, into: &draft)
  }

  /// A CSV file, which several rosters and joins may share: what is wrong with its form is told to
  /// the first that reads it so.
  private mutating func load(
    _ csv: String, _ form: CSVForm, at packed: PackedPlace, _ judged: inout [Int: Set<CSVForm>]
  ) -> CSVTable.Source? {
    guard let file = load(csv, form, at: draft.list.place(packed)) else { return nil }
    let isFirst = judged[file, default: []].insert(form).inserted
    return CSVTable.Source(file: file, form: form, tellsForm: isFirst, list: draft.list)
  }

  private mutating func load(_ csv: String, _ form: CSVForm, at place: Place) -> Int? {
    let name = Paths.normalized(csv)
    let path = Paths.appending(name, to: base)
    guard !csv.isEmpty, Paths.staysInside(csv), isInside(path) else {
      draft.list.add(.outside(csv, at: place))
      return nil
    }
    if let known = draft.rosterForms.keys.first(where: { draft.list.paths[$0].sameBytes(as: path) })
    {
      return known
    }
    switch tree.load(path) {
    case .success(let bytes):
      guard let file = add(path, name: name, bytes, at: place) else { return nil }
      draft.rosterForms[file] = form
      return file
    case .failure(let failure):
      reportFailure(path, failure, at: place)
      return nil
    }
  }
}
