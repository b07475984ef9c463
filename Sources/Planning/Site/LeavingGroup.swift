import MailModel

/// Which group an entry of `leavers` means, by the name that it has once groups are renamed.
enum LeavingGroup {
  case named(String)
  /// It is renamed, to this name, and another group takes the name in the same plan.
  case ambiguous(String)
  case unknown

  var name: String? {
    if case .named(let name) = self { name } else { nil }
  }

  /// A former name still means its group, as long as no other one has it now.
  init(_ name: String, _ sides: DesiredAndLive) {
    let snapshot = sides.snapshot
    let isDeclared = sides.manifest.groups.index(named: name) != nil
    if let new = sides.groupRenames.newNames[name] {
      self = isDeclared ? .ambiguous(new) : .named(new)
    } else if isDeclared || snapshot.groups.index(named: name) != nil {
      self = .named(name)
    } else {
      let heirs = snapshot.formerGroupNames.filter { $0.value.contains(name) }.keys
      let heir = heirs.count == 1 ? heirs.first : nil
      self = heir.map { .named(sides.groupRenames.newName(of: $0)) } ?? .unknown
    }
  }
}
