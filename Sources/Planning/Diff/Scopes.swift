import MailModel

/// What files that are limited to some groups would do to live accounts of others.
///
/// The manifest gives those who are listed a group of the scope, but whose mailbox that is, who
/// leaves and who gives up a name, only the live side knows. A pupil moves up once the file of the
/// former group, which listed the account until now, lists it no more.
struct Scopes {
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ sides: DesiredAndLive, _ comparison: Comparison, _ renames: Renames,
    _ departures: PlannedRemovals
  ) {
    let scopes = sides.manifest.scopes
    guard !scopes.isEmpty else { return }
    let files = Dictionary(
      sides.manifest.sources.enumerated().map { ($1.path, $0) },
      uniquingKeysWith: { first, _ in first })
    for departure in departures.all {
      guard let place = departure.place, let file = files[place.file], let scope = scopes[file]
      else { continue }
      let name = sides.live.rows.address(departure.row)
      if let group = Self.group(of: departure.row, outside: scope, sides) {
        diagnostics.append(Self.leaves(name, group, place))
      } else if let role = Self.role(of: departure.row, sides) {
        diagnostics.append(Self.hasRole(name, role, place))
      }
    }
    for (desired, mover) in renames.liveRows.sorted(by: { $0.key < $1.key }) {
      let extra = sides.manifest.accounts.extras[sides.desired.address(desired)]
      guard let packed = extra?.wasPlace, let scope = scopes[packed.file] else { continue }
      let name = sides.live.rows.address(mover)
      let place = sides.manifest.place(packed)
      if let group = Self.group(of: mover, outside: scope, sides) {
        diagnostics.append(Self.isRenamed(name, group, place))
      } else if let role = Self.role(of: mover, sides) {
        diagnostics.append(Self.hasRole(name, role, place))
      }
    }
    for pair in comparison.differing where renames.liveRows[pair.desired] == nil {
      let file = PackedPlace(rawValue: sides.desired.note(pair.desired)).file
      guard let scope = scopes[file] else { continue }
      let name = sides.live.rows.address(pair.live)
      let place = sides.place(ofDesired: pair.desired)
      let isAdmin = sides.live.marks(pair.live).contains(.admin)
      guard let group = Self.group(of: pair.live, outside: scope, sides) else {
        if let role = Self.role(of: pair.live, sides) {
          diagnostics.append(Self.hasRole(name, role, place))
        } else if isAdmin, sides.manifest.accounts.extras[name]?.mail == .restore {
          diagnostics.append(Self.comesBackAsAdmin(name, place))
        }
        continue
      }
      if isAdmin {
        diagnostics.append(Self.isAdmin(name, group, place))
      } else if !Self.isReleased(pair.live, comparison, sides) {
        diagnostics.append(Self.isMember(name, group, place))
      } else if let role = Self.role(of: pair.live, sides) {
        diagnostics.append(Self.hasRole(name, role, place))
      }
    }
  }

  /// True for an account that the file of its live group listed at the last apply: as it is listed
  /// elsewhere now, that file has let it go.
  private static func isReleased(_ row: Int, _ comparison: Comparison, _ sides: DesiredAndLive)
    -> Bool
  {
    let marks = sides.live.marks(row)
    guard marks.contains(.owned), !marks.contains(.protected), let source = marks.source,
      source < comparison.files.count, let file = comparison.files[source],
      let scope = sides.manifest.scopes[file], let group = sides.group(ofLive: row)
    else { return false }
    return scope.contains(group)
  }

  /// The role of the whole site for which an account gets mail, by its name or an alias.
  private static func role(of row: Int, _ sides: DesiredAndLive) -> Address? {
    let roles = RoleNames.standard.union(sides.manifest.policy.roleNames)
    let aliases = FieldValues([.aliases: sides.live.value(of: .aliases, row)]).aliases
    return ([sides.live.rows.address(row)] + aliases).first { roles.contains(String($0.localPart)) }
  }

  /// In words, the live group of an account; nil when the scope has it.
  private static func group(of row: Int, outside scope: Set<String>, _ sides: DesiredAndLive)
    -> String?
  {
    guard let group = sides.group(ofLive: row), !group.isEmpty else { return "in no group" }
    return scope.contains(group) ? nil : "in group \(group)"
  }
}

extension Scopes {
  fileprivate static func leaves(_ name: Address, _ group: String, _ place: Place) -> Diagnostic {
    .error(
      "leaver-outside-scope", "\(name) can't leave here: it is \(group), outside the file's scope",
      at: place, help: "name it in the file of its group, or in one without scope")
  }

  fileprivate static func isRenamed(_ name: Address, _ group: String, _ place: Place)
    -> Diagnostic
  {
    .error(
      "rename-outside-scope",
      "\(name) can't be renamed here: it is \(group), outside the file's scope", at: place,
      help: "rename it in the file of its group, or in one without scope")
  }

  fileprivate static func isMember(_ name: Address, _ group: String, _ place: Place) -> Diagnostic {
    .error(
      "member-outside-scope",
      "\(name) can't be listed here: it is \(group), outside the file's scope", at: place,
      help: "give it its new group in a file without scope first, and move it here afterwards")
  }

  fileprivate static func isAdmin(_ name: Address, _ group: String, _ place: Place) -> Diagnostic {
    .error(
      "admin-outside-scope",
      "\(name) can't be changed here: it is an administrator \(group), outside the file's scope",
      at: place, help: "list it in a file without scope")
  }

  fileprivate static func hasRole(_ name: Address, _ role: Address, _ place: Place) -> Diagnostic {
    .error(
      "role-of-live-account",
      name == role
        ? "\(name) can't be changed here: it is a role of the whole site"
        : "\(name) can't be changed here: it gets the mail for \(role), a role of the whole site",
      at: place, help: "name it in a file without scope")
  }

  fileprivate static func comesBackAsAdmin(_ name: Address, _ place: Place) -> Diagnostic {
    .error(
      "admin-outside-scope",
      "\(name) can't be brought back here: it was an administrator when it was removed", at: place,
      help: "bring it back in a file without scope")
  }
}
