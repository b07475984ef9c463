import MailModel

/// A plan that was made before it is carried out: read from a file, or the inverse of a run.
///
/// It needs no manifest any more; what guards want to know of one came along.
package struct SavedPlan: Hashable, Sendable {
  /// In the plan's order; what they assume of the live side is checked once more.
  package var changes: [Change]
  package var policy: Policy
  package var manifestDigest: String
  package var sources: [Manifest.Source]
  /// Names of groups that the manifest declares; nil for those that are live.
  package var declaredGroups: [String]?
  /// What the guards of the manifest itself said of it; the others judge afresh.
  package var manifestFindings: [Finding]
  package var heldRemovals: [Address]
  /// nil where the store has to remember nothing new.
  package var appliedState: AppliedState?
  /// nil where accounts stay locked as they are by then.
  package var lockout: LockoutChange?
  /// The run that the plan takes back.
  package var undoes: Int?

  package init(changes: [Change], policy: Policy) {
    self.changes = changes
    self.policy = policy
    manifestDigest = ""
    sources = []
    manifestFindings = []
    heldRemovals = []
  }

  /// True when no two changes are about one account or group, by the name before or after.
  var namesEachSubjectOnce: Bool {
    [Change.Kind.account, .group].allSatisfy { kind in
      let changes = changes.filter { $0.kind == kind }
      return Set(changes.map(\.name)).count == changes.count
        && Set(changes.filter { $0.action != .add }.map { $0.formerName ?? $0.name }).count
          == changes.count { $0.action != .add }
    }
  }

  /// The same without what `--hold-removals` leaves out.
  package var withoutRemovals: SavedPlan {
    var plan = self
    plan.changes.removeAll { $0.kind == .account && $0.action == .remove }
    plan.heldRemovals += changes.filter { $0.kind == .account && $0.action == .remove }
      .map(\.address)
    return plan
  }

  /// What guards read of a manifest, made of the plan's own changes.
  func manifest(live groups: [LiveGroup]) -> Manifest {
    var manifest = Manifest()
    manifest.policy = policy
    manifest.sources = sources
    manifest.digest = manifestDigest
    let added = changes.filter { $0.kind == .group && $0.action != .remove }.map(\.name)
    let names = Set((declaredGroups ?? groups.map(\.name)) + added)
    let renames = Dictionary(
      changes.filter { $0.kind == .group && $0.action == .rename }.map { ($0.name, $0.formerName) },
      uniquingKeysWith: { first, _ in first })
    manifest.groups = names.sorted { $0.bytesPrecede($1) }.map {
      DesiredGroup(
        name: $0, values: FieldValues(), place: PackedPlace(file: 0, line: 0, column: 0),
        was: renames[$0] ?? nil)
    }
    var builder = ImageBuilder()
    let listed = changes.filter { $0.kind == .account && $0.action != .remove }
    for change in listed.sorted(by: { $0.name.bytesPrecede($1.name) }) {
      var values = FieldValues()
      for field in change.fields where field.ownership != .dropped {
        values[field.field] = field.after
      }
      builder.removeAll()
      builder.set(values)
      var key = change.name
      key.withUTF8 {
        manifest.accounts.rows.append(
          key: UnsafeRawBufferPointer($0), builder: builder, counted: values.fields, note: 0)
      }
      if var extra = change.extra {
        extra.was = nil
        manifest.accounts.extras[change.address] = extra
      }
    }
    return manifest
  }
}
