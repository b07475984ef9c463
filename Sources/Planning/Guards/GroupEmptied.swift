import MailModel

/// Refuses to take over half of its members from a group of ten or more, or its last one from any.
///
/// Members of a group that the manifest no longer declares follow it to its new name, a group
/// without members so far, and are not lost.
struct GroupEmptied: Guard {
  static let name = "group-emptied"
  static let isAllowable = true

  private static let large = 10

  func findings(in input: GuardInput) -> [Finding] {
    let groups = Membership(input.sides, input)
    let findings = groups.losses.map { group in
      let limit = group.before >= Self.large ? group.before / 2 : group.before - 1
      return Self.judged(
        input, subject: group.name, subjects: group.leaving, measured: group.lost,
        limit: limit, base: group.before,
        message: "group \(group.name) would lose \(group.lost) of its "
          + "\(group.before.counted("member")), the limit is \(limit)\(group.comings)")
    }
    return findings.isEmpty ? [Self.passed("no group would lose members", limit: nil)] : findings
  }
}

/// Who leaves which group, and where to.
private struct Membership {
  struct Loss {
    var name: String
    var before: Int
    /// Net.
    var lost: Int
    var leaving: [String]
    /// Those who come, which the loss does not count.
    var joined: Int
    /// Those who go along to the group's new name, which is no loss.
    var followed: Int

    /// Why more leave than are lost; nothing where as many do.
    var comings: String {
      if joined + followed == 0 { return "" }
      return ": \(leaving.count) leave"
        + (joined > 0 ? ", \(joined) \(joined == 1 ? "comes" : "come")" : "")
        + (followed > 0 ? ", \(followed) of them to its new name" : "")
    }
  }

  private(set) var losses: [Loss] = []

  init(_ sides: DesiredAndLive, _ input: GuardInput) {
    var leaving: [String: [String]] = [:]
    var moved: [String: [String: Int]] = [:]
    var net: [String: Int] = [:]
    for (index, entry) in input.entries.enumerated() where entry.isAccount {
      let account = input.after.account(ofEntry: index)
      let old = entry.row == nil ? nil : input.before.group(of: account)
      let new = input.after.group(of: account)
      if old == new { continue }
      if let new { net[new, default: 0] += 1 }
      guard let old else { continue }
      net[old, default: 0] -= 1
      leaving[old, default: []].append(entry.change.name)
      if let new { moved[new, default: [:]][old, default: 0] += 1 }
    }
    guard !leaving.isEmpty else { return }
    var before: [String: Int] = [:]
    for row in 0..<sides.live.rows.count {
      if let group = sides.group(ofLive: row) { before[group, default: 0] += 1 }
    }
    let declared = Set(input.manifest.groups.map(\.name))
    let followed = Self.followed(
      moved.filter { before[$0.key] == nil }.mapValues { sources in
        sources.filter { !declared.contains($0.key) }
      })
    losses = leaving.sorted { $0.key.bytesPrecede($1.key) }.compactMap { name, names in
      let followed = followed[name] ?? 0
      let lost = -(net[name] ?? 0) - followed
      guard lost > 0 else { return nil }
      return Loss(
        name: name, before: before[name] ?? 0, lost: lost, leaving: names,
        joined: (net[name] ?? 0) + names.count, followed: followed)
    }
  }

  /// How many members of each group went along to its new name.
  ///
  /// A new group carries on the one that gives it most; a group goes on in one new group only.
  private static func followed(_ moved: [String: [String: Int]]) -> [String: Int] {
    var result: [String: Int] = [:]
    for (_, sources) in moved {
      let first = sources.min { left, right in
        left.value == right.value ? left.key.bytesPrecede(right.key) : left.value > right.value
      }
      guard let first else { continue }
      result[first.key] = max(result[first.key] ?? 0, first.value)
    }
    return result
  }
}
