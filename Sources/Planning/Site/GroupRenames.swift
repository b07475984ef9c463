import MailModel

/// The groups that take another name in this plan.
///
/// By the rules of `Renames`. Members follow, so everything that is decided about a live account
/// goes by the name that its group has once this is done.
struct GroupRenames: Sendable {
  /// The live index of the group that takes a name, by that name.
  private(set) var liveRows: [String: Int] = [:]
  /// Live indices of groups that give up the name they have.
  private(set) var leaving: Set<Int> = []
  /// The new name by the present one.
  private(set) var newNames: [String: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var findings: [Finding] = []

  var isEmpty: Bool { newNames.isEmpty }

  init(_ manifest: Manifest, _ snapshot: Snapshot) {
    let live = snapshot.groups
    guard manifest.groups.contains(where: { $0.was != nil }) else { return }
    let known = snapshot.formerGroupNames.values.reduce(into: Set()) { $0.formUnion($1) }
    var wanted: [(group: DesiredGroup, old: String, mover: Int)] = []
    for group in manifest.groups {
      guard let old = group.was else { continue }
      if let mover = live.index(named: old) {
        wanted.append((group, old, mover))
      } else if live.index(named: group.name) == nil, !known.contains(old) {
        findings.append(.wasNotFound(old, group.name, "group"))
      }
    }
    let isDue = UnspentRenames.flags(of: wanted.map { ($0.group.name, $0.old) }) { new, old in
      live.index(named: new) != nil && snapshot.formerGroupNames[new]?.contains(old) == true
    }
    var occupied: [(new: String, old: String, holder: Int, place: Place)] = []
    for (rename, isDue) in zip(wanted, isDue) where isDue {
      let (old, new) = (rename.old, rename.group.name)
      // The manifest says so once: a second `was` is a mistake of its own.
      guard newNames[old] == nil else { continue }
      liveRows[new] = rename.mover
      leaving.insert(rename.mover)
      newNames[old] = new
      if let holder = live.index(named: new) {
        let place = manifest.place(rename.group.wasPlace ?? rename.group.place)
        occupied.append((new, old, holder, place))
      }
    }
    for (new, old, holder, place) in occupied where !leaving.contains(holder) {
      diagnostics.append(Self.ontoGroup(old, new, at: place))
    }
  }

  /// What the live group `name` is called once the plan is done.
  func newName(of name: String) -> String { newNames[name] ?? name }

  /// The names by which live accounts belong to the group that is called `name` in the end.
  func liveNames(of name: String, _ live: [LiveGroup]) -> [String] {
    let mover = liveRows[name].map { [live[$0].name] } ?? []
    return newNames[name] == nil ? mover + [name] : mover
  }

  private static func ontoGroup(_ old: String, _ new: String, at place: Place) -> Diagnostic {
    .error(
      "rename-onto-group", "group \(old) can't be renamed to \(new): both groups exist", at: place,
      help: "rename \(new) too, or take `was` away and move the members")
  }
}
