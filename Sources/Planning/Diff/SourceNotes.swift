import MailModel

/// Which file lists what, for the store to remember: only what differs from what it knows.
enum SourceNotes {
  static func appliedState(
    _ sides: DesiredAndLive, _ comparison: Comparison, _ renames: Renames, entries: [PlannedChange]
  ) -> AppliedState {
    var result = AppliedState(lastApplied: LastApplied(of: sides.manifest))
    noteAccounts(sides, comparison, renames, entries, &result)
    noteGroups(sides, &result)
    return result
  }

  private static func noteAccounts(
    _ sides: DesiredAndLive, _ comparison: Comparison, _ renames: Renames,
    _ entries: [PlannedChange],
    _ result: inout AppliedState
  ) {
    func path(_ desired: Int) -> String {
      sides.manifest.sourceName(PackedPlace(rawValue: sides.desired.note(desired)))
    }
    for desired in comparison.missing {
      result.accountSources.updateValue(path(desired), forKey: sides.desired.address(desired))
    }
    let changed = entries.byAccountRow
    for pair in comparison.differing + comparison.relisted {
      let source = sides.live.marks(pair.live).source.flatMap { source in
        source < comparison.files.count ? comparison.files[source] : nil
      }
      let file = PackedPlace(rawValue: sides.desired.note(pair.desired)).file
      if changed[pair.live] != nil || source != file {
        result.accountSources.updateValue(
          path(pair.desired), forKey: sides.desired.address(pair.desired))
      }
    }
    // In mode authoritative an unlisted account goes, and counts as lost until it is gone.
    guard sides.manifest.policy.mode == .additive else { return }
    for row in comparison.unlistedOwned where sides.live.marks(row).source != nil {
      if let index = changed[row], entries[index].isRemoval { continue }
      result.accountSources.updateValue(nil, forKey: sides.live.rows.address(row))
    }
  }

  private static func noteGroups(_ sides: DesiredAndLive, _ result: inout AppliedState) {
    let manifest = sides.manifest
    let live = sides.snapshot.groups
    let renames = sides.groupRenames
    for group in manifest.groups {
      let path = manifest.sourceName(group.place)
      let row =
        renames.liveRows[group.name]
        ?? live.index(named: group.name).flatMap { renames.leaving.contains($0) ? nil : $0 }
      let known = row.flatMap { live[$0].source }
      if known?.sameBytes(as: path) != true {
        result.groupSources.updateValue(path, forKey: group.name)
      }
    }
    guard manifest.policy.mode == .additive else { return }
    for group in live where group.source != nil {
      if manifest.groups.index(named: renames.newName(of: group.name)) != nil { continue }
      result.groupSources.updateValue(nil, forKey: group.name)
    }
  }
}
