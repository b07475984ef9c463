import MailModel

/// The accounts that have to go: those that `leavers` names, and in mode authoritative those that
/// rollbook owns and the manifest does not list.
struct PlannedRemovals: Sendable {
  struct Departure: Sendable {
    var row: Int
    var removal: Removal
    /// nil for a removal by omission.
    var place: Place?
  }

  /// In the order of names.
  private(set) var all: [Departure] = []
  /// Rows of `all` that an entry of `leavers` names.
  private(set) var leaverRows: Set<Int> = []
  /// Built-in names among the leavers.
  private(set) var builtIns: [Address] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var findings: [Finding] = []
  /// Rows that entries have removed before, by where in `findings` they are to be told.
  private var spent: [(place: Int, rows: [Int])] = []

  init(_ sides: DesiredAndLive, _ comparison: Comparison, _ renames: Renames) {
    // An entry for one account says more than one for its group.
    for leaver in sides.manifest.leavers {
      if case .account(let name) = leaver.subject { add(leaver, name, sides, renames) }
    }
    let groups = Dictionary(
      sides.manifest.leavers.compactMap(\.group).map { ($0, LeavingGroup($0, sides)) },
      uniquingKeysWith: { first, _ in first })
    let members = GroupMembers(of: groups.values.compactMap(\.name), sides)
    for leaver in sides.manifest.leavers {
      if case .group(let name, let until) = leaver.subject, let group = groups[name] {
        add(group, members, of: name, until, leaver, sides, renames)
      }
    }
    if sides.manifest.policy.mode == .authoritative {
      for row in comparison.unlistedOwned where !leaverRows.contains(row) {
        all.append(Departure(row: row, removal: Removal(), place: nil))
      }
    }
    all.sort { $0.row < $1.row }
    tellSpent(sides)
  }

  /// Tells of accounts that came back after their entry had removed them, once it is known which of
  /// them go for another reason.
  private mutating func tellSpent(_ sides: DesiredAndLive) {
    let going = Set(all.map(\.row))
    for (place, rows) in spent.reversed() {
      let told = [false, true].compactMap { goes -> Finding? in
        let names = rows.filter { going.contains($0) == goes }.map(sides.live.rows.address)
        return names.isEmpty ? nil : Self.spent(names, goes: goes)
      }
      findings.insert(contentsOf: told, at: place)
    }
  }

  private mutating func add(
    _ leaver: Leaver, _ name: Address, _ sides: DesiredAndLive, _ renames: Renames
  ) {
    if name.isBuiltIn {
      builtIns.append(name)
      return
    }
    let isSpent = sides.snapshot.spentLeavers[name]?.contains(leaver.fingerprint) == true
    guard let row = sides.live.rows.index(of: name) else {
      if !isSpent { findings.append(Self.unknown(name)) }
      return
    }
    if isSpent {
      spent.append((findings.count, [row]))
    } else if renames.leaving.contains(row), let new = renames.newNames[name] {
      diagnostics.append(Self.isRenamed(name, new, at: leaver.place))
    } else if Self.isListed(row, sides, renames) {
      diagnostics.append(Self.isListed(name, at: leaver.place))
    } else {
      append(row, leaver)
    }
  }

  /// Lets those members of a group leave that rollbook owns and the manifest does not list.
  private mutating func add(
    _ leaving: LeavingGroup, _ members: GroupMembers, of group: String, _ until: Day?,
    _ leaver: Leaver, _ sides: DesiredAndLive, _ renames: Renames
  ) {
    if let until, sides.context.today > until {
      findings.append(Self.expired(group, until))
      return
    }
    let name: String
    switch leaving {
    case .named(let found): name = found
    case .unknown:
      diagnostics.append(Self.unknownGroup(group, at: leaver.place))
      return
    case .ambiguous(let new):
      let wayOut = sides.groupRenames.newNames[new] == nil ? ", or write \(new)" : ""
      diagnostics.append(
        Self.isAnotherGroup(group, new, at: leaver.place, wayOut: wayOut))
      return
    }
    var spent: [Int] = []
    for row in members[name]
    where sides.live.marks(row).contains(.owned) && !Self.isListed(row, sides, renames) {
      let name = sides.live.rows.address(row)
      if sides.snapshot.spentLeavers[name]?.contains(leaver.fingerprint) == true {
        spent.append(row)
      } else {
        append(row, leaver)
      }
    }
    if !spent.isEmpty { self.spent.append((findings.count, spent)) }
  }

  private mutating func append(_ row: Int, _ leaver: Leaver) {
    guard leaverRows.insert(row).inserted else { return }
    let removal = Removal(
      purges: leaver.purges, reason: leaver.reason, leaver: leaver.fingerprint)
    all.append(Departure(row: row, removal: removal, place: leaver.place))
  }

  /// True for an account that the manifest lists, under its name or under the one it takes.
  private static func isListed(_ row: Int, _ sides: DesiredAndLive, _ renames: Renames) -> Bool {
    if renames.leaving.contains(row) { return true }
    guard let desired = sides.desired.index(of: sides.live.rows.key(row)) else { return false }
    return renames.liveRows[desired] == nil
  }
}

extension PlannedRemovals {
  fileprivate static func unknown(_ name: Address) -> Finding {
    Finding(
      "unknown-leaver", .warning, subject: name.text, subjects: [name.text], measured: 1,
      message: "\(name) is to leave, but there is no such account")
  }

  /// `goes` tells those who leave all the same: as no longer listed, or by another entry.
  fileprivate static func spent(_ names: [Address], goes: Bool) -> Finding {
    let isOne = names.count == 1
    let subject = isOne ? names[0].text : names.count.counted("account")
    let pronoun = isOne ? "it" : "them"
    return Finding(
      "spent-leaver", .warning, subject: isOne ? subject : nil, subjects: names.map(\.text),
      measured: names.count,
      message: "\(subject) came back after this leaver entry had removed \(pronoun), and "
        + (goes
          ? "\(isOne ? "leaves" : "leave") for another reason than this entry, which consents to "
            + "nothing any more; change it to let it count again"
          : "\(isOne ? "stays" : "stay"); change the entry to remove \(pronoun) again"))
  }

  fileprivate static func expired(_ group: String, _ until: Day) -> Finding {
    Finding(
      "expired-leaver", .warning, subject: group, subjects: [group], measured: 1,
      message: "the leavers of group \(group) were to be removed until \(until); "
        + "the entry removes nothing any more")
  }

  fileprivate static func unknownGroup(_ group: String, at place: Place) -> Diagnostic {
    .error(
      "unknown-leaver-group", "there is no group \(group), neither declared nor live", at: place,
      help: "correct the name or take the entry away")
  }

  fileprivate static func isAnotherGroup(
    _ group: String, _ new: String, at place: Place, wayOut: String
  ) -> Diagnostic {
    .error(
      "ambiguous-leaver-group",
      "the leavers of group \(group) may be two: it is renamed to \(new), and another group is "
        + "called \(group) then", at: place,
      help: "let the leavers go in a run of their own first\(wayOut)")
  }

  fileprivate static func isRenamed(
    _ name: Address, _ new: Address, at place: Place
  ) -> Diagnostic {
    .error(
      "leaver-is-renamed", "\(name) can't leave: it is renamed to \(new)", at: place,
      help: "take the entry or `was: \(name)` away")
  }

  fileprivate static func isListed(_ name: Address, at place: Place) -> Diagnostic {
    .error(
      "leaver-is-listed", "\(name) can't leave: the manifest also lists it", at: place,
      help: "take the entry or the user away")
  }
}

extension Leaver {
  /// The group whose members leave; nil for an entry of one account.
  fileprivate var group: String? {
    if case .group(let name, _) = subject { name } else { nil }
  }
}
