import MailModel

/// What a rule on scopes looks at; noted only where a file has a scope, or may have one.
struct ScopedEntries {
  /// An entry of `users` as it stands in its file.
  struct User {
    var address: Address
    var place: PackedPlace
    /// The number of its group; nil without one.
    var group: Int?
    var groupPlace: PackedPlace
    /// Where it is made an administrator.
    var adminPlace: PackedPlace?
    /// False when a mistake in the group was told already.
    var isGroupKnown: Bool
  }

  /// A row that a roster took.
  struct Row {
    var address: Address
    /// nil without one.
    var group: String?
    var place: PackedPlace
    /// Where the account's name stands.
    var accountPlace: PackedPlace
    /// Of the manifest file that has the roster.
    var file: Int
  }

  /// A further address of an account, with the manifest file that gives it.
  struct Alias {
    var address: Address
    var place: PackedPlace
    var file: Int
  }

  var users: [User] = []
  var rows: [Row] = []
  var aliases: [Alias] = []
  /// Users of files without scope that have no group of their own, and a row of a roster.
  var groupless: Set<Address> = []
  var scopes: [Scope] = []
  /// The scope that holds for a file, its own or that of a file which includes it.
  var places: [Int: PackedPlace] = [:]

  init() {}
}

extension ManifestBuilder {
  /// Limits a file to the groups of its scope, which may only narrow that of the including file.
  mutating func setScope(_ scope: Scope?, ofFile file: Int, within outer: Set<String>?) {
    guard let scope else {
      guard let outer else { return }
      manifest.scopes[file] = outer
      scoped.places[file] = outerPlace(of: outer)
      return
    }
    var names = Set(scope.groups.map(\.name))
    if let outer {
      for group in scope.groups where !outer.contains(group.name) {
        list.add(
          .widerScope(
            group.name, at: list.place(group.place),
            outer: outerPlace(of: outer).map(list.place)))
      }
      names.formIntersection(outer)
    }
    manifest.scopes[file] = names
    scoped.places[file] = scope.place
    scoped.scopes.append(scope)
  }

  /// Where a scope that holds already was written.
  private func outerPlace(of names: Set<String>) -> PackedPlace? {
    manifest.scopes.filter { $0.value == names }.keys.min().flatMap { scoped.places[$0] }
  }

  /// Gives a CSV file the scope of the manifest files whose rosters read it.
  mutating func setScope(ofRosterFile file: Int, from manifestFile: Int, isShared: Bool) {
    guard let names = manifest.scopes[manifestFile] else {
      manifest.scopes[file] = nil
      return
    }
    if !isShared {
      manifest.scopes[file] = names
    } else if let others = manifest.scopes[file] {
      manifest.scopes[file] = others.union(names)
    }
  }

  mutating func noteRow(
    _ address: [UInt8], _ values: ImageBuilder, at place: PackedPlace,
    accountPlace: PackedPlace, file: Int
  ) {
    let group =
      values.filled.contains(Field.group)
      ? values.withBytes(of: .group) { String(decoding: $0, as: UTF8.self) } : nil
    scoped.rows.append(
      ScopedEntries.Row(
        address: Address(canonical: String(decoding: address, as: UTF8.self)), group: group,
        place: place, accountPlace: accountPlace, file: file))
  }

  mutating func noteAlias(_ address: [UInt8], at place: PackedPlace, file: Int) {
    scoped.aliases.append(
      ScopedEntries.Alias(
        address: Address(canonical: String(decoding: address, as: UTF8.self)), place: place,
        file: file))
  }
}
