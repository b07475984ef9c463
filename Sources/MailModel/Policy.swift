/// The rules of a site, from the manifest's `policy`; every default is product policy.
package struct Policy: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Removes only what `leavers` names.
    case additive
    /// Also removes owned accounts and groups that are no longer listed.
    case authoritative
  }

  /// `max-removals`; a part that is nil does not apply.
  package struct RemovalLimit: Hashable, Sendable {
    /// Whole percent of owned accounts, 0 to 100.
    package var percent: Int?
    package var count: Int?

    package init(percent: Int? = 10, count: Int? = 50) {
      self.percent = percent
      self.count = count
    }
  }

  /// When failed logins lock an account.
  package struct Lockout: Hashable, Sendable {
    package var failures = 10
    package var within = TimeSpan(seconds: 600)
    package var lasts = TimeSpan(seconds: 1_800)

    package init() {}
  }

  package var mode = Mode.additive
  package var maxRemovals = RemovalLimit()
  /// nil: no licence limit.
  package var seats: Int?
  package var minimumAdmins = 1
  package var protected: [NamePattern] = []
  /// Names that no file with a scope may take, beside `RoleNames.standard`; lower case.
  package var roleNames: [String] = []
  /// nil: mail may be forwarded anywhere.
  package var forwardDomains: [NamePattern]?
  /// At least one day.
  package var hold = TimeSpan.days(30)
  package var lockout = Lockout()
  /// An IANA name; nil is the system's zone.
  package var timeZone: String?
  /// True lets a password that rollbook set and the manifest leaves out stay owned, silently.
  ///
  /// In manifests `passwords: kept`; written by `export`, which never shows a hash.
  package var keepsPasswords = false
  /// In manifests `assert`, a key of its own: what every plan is judged by as well.
  package var assertions = Assertions()
  /// In manifests `domains` and `domain`, keys of their own: the domains whose mail the site takes,
  /// canonical and sorted; nil where no manifest says.
  package var ownDomains: [String]?

  package init() {}
}
