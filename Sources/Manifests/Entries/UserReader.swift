import MailModel

/// Reads entries of `users` into rows.
struct UserReader {
  private let table = KeyTable<UserKey>()
  private var fields = FieldReader()
  private var address: [UInt8] = []
  private var former: [UInt8] = []
  /// The number of the entry's group; nil without one.
  private var group: Int?
  private var groupPlace = PackedPlace(rawValue: 0)
  private var extra = DesiredAccounts.Extra()
  private var hasExtra = false

  init() {}

  /// Reads one user and appends its row, unless its name is wrong.
  mutating func read(_ tree: Tree, key: Int, value: Int, into draft: inout Draft) {
    let values = ValueReader(tree: tree, list: draft.list)
    let owner = tree.place(key)
    let isNamed = readAddress(key, values, &draft)
    fields.begin(owner: owner)
    group = nil
    if hasExtra {
      extra = DesiredAccounts.Extra()
      hasExtra = false
    }
    switch tree.kind(value) {
    case .mapping: readFields(of: value, values, &draft)
    case .broken: break
    case .scalar, .sequence:
      if !tree.isNull(value) { values.reportType(value, "a user", "a mapping") }
    }
    if let group {
      if draft.groups[group].isDeclared {
        if draft.groups[group].hasDefaults {
          fields.complete(from: draft.groups[group].defaults)
        }
      } else {
        draft.earlyUses.append(Draft.GroupUse(group: group, place: groupPlace))
      }
    }
    guard isNamed else { return }
    address.withUnsafeBytes {
      draft.addDomain(of: $0)
      draft.manifest.accounts.rows.append(
        key: $0, builder: fields.builder, counted: fields.builder.fields, note: owner.rawValue)
    }
    draft.manifest.sources[tree.file].entries += 1
    if hasExtra {
      let address = Address(canonical: String(decoding: address, as: UTF8.self))
      draft.manifest.accounts.extras[address] = extra
    }
  }

  @inline(__always)
  private mutating func readAddress(
    _ key: Int, _ values: ValueReader, _ draft: inout Draft
  ) -> Bool {
    guard values.tree.kind(key) == .scalar else {
      values.reportType(key, "an account name", "text")
      return false
    }
    let text = values.tree.text(key)
    switch Names.account(text, domain: draft.domain, into: &address) {
    case .fine: return true
    case .invalid:
      draft.list.add(.invalidName(text, "an account name", at: values.place(key)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(key))
    }
    return false
  }

  private mutating func readFields(
    of node: Int, _ values: ValueReader, _ draft: inout Draft
  ) {
    let tree = values.tree
    var seen: UInt32 = 0
    var key = node + 1
    let end = tree.next(node)
    while key < end {
      let value = tree.next(key)
      if let number = values.number(ofKey: key, table, "a user") {
        if seen & (1 << UInt32(number)) != 0 {
          values.reportDuplicate(key, first: values.firstKey(of: node, like: key))
        } else {
          seen |= 1 << UInt32(number)
          read(table[number], key, value, values, &draft)
        }
      }
      key = tree.next(value)
    }
    if hasExtra, extra.initialPassword != nil, fields.builder.filled.contains(.password) {
      reportTwice(node, values)
    }
  }

  @inline(__always)
  private mutating func read(
    _ name: UserKey, _ key: Int, _ value: Int, _ values: ValueReader,
    _ draft: inout Draft
  ) {
    if values.tree.kind(value) == .scalar, values.tree.isNull(value) {
      if let field = Self.field(of: name) { fields.setEmpty(field) }
      return
    }
    switch name {
    case .name: fields.readLine(.name, "name", value, values)
    case .comment: fields.readLine(.comment, "comment", value, values)
    case .quota: fields.readQuota(value, values)
    case .group:
      group = fields.readGroup(value, values, &draft)
      groupPlace = values.tree.place(value)
    case .admin: fields.readFlag(.admin, "admin", value, values)
    case .enabled: fields.readFlag(.enabled, "enabled", value, values)
    case .protect: fields.readFlag(.protect, "protect", value, values)
    case .aliases: fields.readAliases(key, value, values, &draft)
    case .forward: fields.readForward(key, value, values, &draft)
    case .assistant: fields.readAssistant(key, value, values, &draft)
    case .autoresponder: fields.readAutoresponder(key, value, values, &draft)
    case .password: fields.readPassword(value, values)
    case .initialPassword:
      extra.initialPassword = SecretText.initialPassword(value, values)
      hasExtra = true
    case .was: readFormerName(value, values, &draft)
    case .mail: readMail(value, values)
    }
  }

  @inline(__always)
  private static func field(of key: UserKey) -> Field? {
    switch key {
    case .name: .name
    case .group: .group
    case .admin: .admin
    case .enabled: .enabled
    case .comment: .comment
    case .quota: .quota
    case .aliases: .aliases
    case .password: .password
    case .assistant: .assistant
    case .forward: .forward
    case .autoresponder: .autoresponder
    case .protect: .protect
    case .initialPassword, .was, .mail: nil
    }
  }

  private mutating func readFormerName(
    _ node: Int, _ values: ValueReader, _ draft: inout Draft
  ) {
    guard let text = values.name(node, "was") else { return }
    switch Names.account(text, domain: draft.domain, into: &former) {
    case .fine where text.first == UInt8(ascii: "*"), .invalid:
      draft.list.add(.invalidName(text, "an account name", at: values.place(node)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
    case .fine:
      extra.was = Address(canonical: String(decoding: former, as: UTF8.self))
      extra.wasPlace = values.tree.place(node)
      hasExtra = true
    }
  }

  private mutating func readMail(_ node: Int, _ values: ValueReader) {
    guard values.tree.kind(node) == .scalar,
      let mail = DesiredAccounts.Extra.Mail(rawValue: values.tree.string(node))
    else {
      values.reportType(node, "mail", "fresh or restore")
      return
    }
    extra.mail = mail
    hasExtra = true
  }

  private func reportTwice(_ node: Int, _ values: ValueReader) {
    let keys = [UserKey.password, .initialPassword].compactMap { key in
      values.tree.pairs(of: node).first {
        values.tree.text($0.key).elementsEqual(key.rawValue.utf8)
      }?.key
    }
    guard let first = keys.first, let second = keys.last else { return }
    values.list.add(.passwordTwice(at: values.place(second), first: values.place(first)))
  }
}

extension Diagnostic {
  fileprivate static func passwordTwice(at place: Place, first: Place) -> Diagnostic {
    .error(
      "password-twice", "an enforced password leaves an initial one without use", at: place,
      notes: [Note("the enforced password is here", at: first)], help: "keep one of the two")
  }
}
