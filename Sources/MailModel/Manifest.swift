/// The desired state: what the manifest files ask for, every entry with its place.
package struct Manifest: Sendable {
  /// One file that was read, the first manifest first.
  package struct Source: Hashable, Sendable {
    /// As the user would type it from the working folder.
    package var path: String
    /// As seen from the first manifest's folder: the same wherever a run is started.
    package var name: String
    /// `sha256:…` of the file's bytes; empty until `ManifestReading.digested()` was asked.
    package var digest: String
    /// Users, groups and roster rows that the file gives; of a joined file, rows that fit.
    package var entries: Int

    package init(path: String, name: String? = nil, digest: String, entries: Int) {
      self.path = path
      self.name = name ?? path
      self.digest = digest
      self.entries = entries
    }
  }

  /// Takes bare names; nil when no name is bare and the manifest does not say.
  package var domain: String?
  /// The domains that were written beyond ASCII.
  package var typedDomains = TypedDomains()
  /// `store` as written, with its place.
  package var store: String?
  /// `mail` as written.
  package var mail: String?
  package var policy = Policy()
  /// `policy` as canonical YAML text of a mapping, for the next `export`; nil without one.
  package var policyText: String?
  /// Sorted by name.
  package var groups: [DesiredGroup] = []
  package var accounts = DesiredAccounts()
  /// In the order of the files.
  package var leavers: [Leaver] = []
  /// Those of the first manifest.
  package var approvals: [Approval] = []
  /// At most 65,535 files.
  package var sources: [Source] = []
  /// The groups that a file is limited to, by its index among the sources; absent for one that
  /// speaks for the whole site.
  package var scopes: [Int: Set<String>] = [:]
  /// `sha256:…` over the sources' digests in their order.
  package var digest = ""

  package init() {}

  package func place(_ packed: PackedPlace) -> Place {
    let file = packed.file < sources.count ? sources[packed.file].path : ""
    return Place(file: file, line: packed.line, column: packed.column)
  }

  /// The name of the file that holds `packed`, for what a store remembers.
  package func sourceName(_ packed: PackedPlace) -> String {
    packed.file < sources.count ? sources[packed.file].name : ""
  }
}

/// A group as the manifest wants it; what `values` does not set is not managed.
package struct DesiredGroup: Hashable, Sendable {
  /// Lower case.
  package var name: String
  package var values: FieldValues
  package var place: PackedPlace
  /// The former name, from `was`.
  package var was: String?
  package var wasPlace: PackedPlace?

  package init(
    name: String, values: FieldValues, place: PackedPlace, was: String? = nil,
    wasPlace: PackedPlace? = nil
  ) {
    self.name = name
    self.values = values
    self.place = place
    self.was = was
    self.wasPlace = wasPlace
  }
}

/// The accounts that a manifest lists, sorted by address, one row each.
package struct DesiredAccounts: Sendable {
  /// What few accounts have, beside their fields.
  package struct Extra: Hashable, Sendable {
    package enum InitialPassword: Hashable, Sendable {
      case generate
      case hash(Secret)
    }

    /// What to do with mail of this name in the trash.
    package enum Mail: String, Hashable, Sendable {
      case fresh
      case restore
    }

    /// The former name, from `was`.
    package var was: Address?
    package var wasPlace: PackedPlace?
    /// Set on creation only, never compared.
    package var initialPassword: InitialPassword?
    package var mail: Mail?

    package init() {}
  }

  /// The counted image holds the managed fields; a row's note is its packed place.
  package var rows = AccountRows()
  /// Sparse.
  package var extras: [Address: Extra] = [:]

  package init() {}

  package var count: Int { rows.count }

  package func lists(_ address: Address) -> Bool {
    rows.view.index(of: address) != nil
  }
}
