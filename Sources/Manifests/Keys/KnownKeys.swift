import MailModel

/// What a mapping's keys mean, from the root of a manifest down: a value behind any other key may be
/// a secret under a name of somebody's own.
indirect enum KnownKeys: Sendable {
  /// Keys of these names, with what mappings below each may have.
  case keys([String: KnownKeys])
  /// Any key: names of users and groups, columns, addresses. Entries that must be mappings are not
  /// shown as anything else.
  case names(KnownKeys, areMappings: Bool)
  /// A scalar, or a list of them.
  case values

  /// True when the value behind such a key may be shown.
  func knows(_ key: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .keys(let keys): keys[String(decoding: key, as: UTF8.self)] != nil
    case .names: true
    case .values: false
    }
  }

  /// What is known of a mapping or list behind a key.
  func below(_ key: UnsafeRawBufferPointer) -> KnownKeys {
    switch self {
    case .keys(let keys): keys[String(decoding: key, as: UTF8.self)] ?? .values
    case .names(let entries, _): entries
    case .values: .values
    }
  }

  /// True when a scalar behind a key of this mapping stands where a mapping should.
  var wantsMappings: Bool {
    if case .names(_, let areMappings) = self { areMappings } else { false }
  }

  static let root = keys(of: RootKey.self) { key in
    switch key {
    case .rollbook, .domain, .store, .mail, .include: .values
    case .domains: .names(keys(of: DomainKey.self), areMappings: true)
    case .scope: keys(of: ScopeKey.self)
    case .policy: keys(of: PolicyKey.self) { $0 == .lockout ? keys(of: LockoutKey.self) : .values }
    case .rosters: roster
    case .groups: .names(group, areMappings: true)
    case .users: .names(user, areMappings: true)
    case .leavers: keys(of: LeaverKey.self)
    case .approvals: keys(of: ApprovalKey.self)
    case .assert:
      keys(of: AssertKey.self) {
        $0 == .reaches ? .names(.values, areMappings: false) : keys(of: AssertedKey.self)
      }
    }
  }

  private static let user = keys(of: UserKey.self) { key in
    if case .field(let field) = key { settings(of: field) } else { .values }
  }

  private static let group = keys(of: GroupKey.self) { $0 == .defaults ? defaults : .values }

  private static let defaults = keys(of: DefaultsKey.self) { key in
    if case .field(let field) = key { settings(of: field) } else { .values }
  }

  private static func settings(of field: Field) -> KnownKeys {
    switch field.kind {
    case .forward: keys(of: ForwardKey.self)
    case .assistant: keys(of: AssistantKey.self)
    case .autoresponder: keys(of: AutoresponderKey.self)
    case .line, .groupName, .flag, .quota, .addresses, .address, .password, .services: .values
    }
  }

  private static let conditions = KnownKeys.names(.keys(["not": .values]), areMappings: false)

  private static let roster = keys(of: RosterKey.self) { key in
    switch key {
    case .joins:
      keys(of: JoinKey.self) { key in
        switch key {
        case .keys: .names(.values, areMappings: false)
        case .rows: conditions
        default: .values
        }
      }
    case .rows: conditions
    case .defaults: defaults
    default: .values
    }
  }

  private static func keys<Key: CaseIterable & RawRepresentable<String>>(
    of _: Key.Type, _ below: (Key) -> KnownKeys = { _ in .values }
  ) -> KnownKeys {
    .keys(
      Dictionary(uniqueKeysWithValues: Key.allCases.map { ($0.rawValue, below($0)) }))
  }

  /// Every key of a manifest wherever it stands, for lines that did not parse.
  static let everywhere: Set<String> = {
    var found: Set<String> = []
    func note(_ keys: KnownKeys) {
      switch keys {
      case .keys(let keys):
        found.formUnion(keys.keys)
        for below in keys.values { note(below) }
      case .names(let entries, _): note(entries)
      case .values: break
      }
    }
    note(root)
    return found
  }()
}
