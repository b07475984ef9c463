import MailModel

/// Reads entries of `groups`.
struct GroupReader {
  private let table = KeyTable<GroupKey>()
  private let defaultsTable = KeyTable<DefaultsKey>()
  private var fields = FieldReader()
  private var name: [UInt8] = []
  private var address: [UInt8] = []
  private var former: [UInt8] = []

  init() {}

  mutating func read(_ tree: Tree, key: Int, value: Int, into draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    guard tree.kind(key) == .scalar else {
      values.reportType(key, "a group name", "text")
      return
    }
    guard Names.group(tree.text(key), into: &name) else {
      draft.list.add(.invalidName(tree.text(key), "a group name", at: values.place(key)))
      return
    }
    let number = draft.group(name)
    if draft.groups[number].isDeclared {
      draft.list.add(
        .duplicateGroup(
          tree.string(key), at: values.place(key),
          first: draft.list.place(draft.groups[number].place)))
      return
    }
    var group = ManifestBuilder.Group()
    group.isDeclared = true
    group.place = tree.place(key)
    if !tree.isNull(value), let pairs = values.pairs(of: value, table, "a group") {
      for (key, keyNode, node) in pairs {
        values.reportBare(node, key.rawValue, at: tree.place(keyNode))
        read(key, node, values, &group, &draft)
      }
    }
    draft.groups[number] = group
    draft.manifest.sources[tree.file].entries += 1
  }

  private mutating func read(
    _ key: GroupKey, _ node: Int, _ values: ValueReader, _ group: inout ManifestBuilder.Group,
    _ draft: inout ManifestBuilder
  ) {
    let isNull = values.tree.isNull(node)
    switch key {
    case .field(let field) where isNull: group.values[field] = field.emptyValue
    case .field(let field): read(field, node, values, &group, &draft)
    case .defaults: if !isNull { readDefaults(node, values, &group, &draft) }
    case .was: if !isNull { readFormerName(node, values, &group, &draft) }
    }
  }

  private mutating func read(
    _ field: Field, _ node: Int, _ values: ValueReader, _ group: inout ManifestBuilder.Group,
    _ draft: inout ManifestBuilder
  ) {
    switch field.kind {
    case .line:
      if let text = values.line(node, field.traits.label) {
        group.values[field] = .text(String(decoding: text, as: UTF8.self))
      }
    case .flag:
      if let flag = values.flag(node, field.traits.label) { group.values[field] = .flag(flag) }
    case .address: readAddress(node, values, &group, &draft)
    case .groupName, .quota, .addresses, .password, .assistant, .forward, .autoresponder, .services:
      preconditionFailure("\(field.key) is an account's own")
    }
  }

  private mutating func readFormerName(
    _ node: Int, _ values: ValueReader, _ group: inout ManifestBuilder.Group,
    _ draft: inout ManifestBuilder
  ) {
    guard let text = values.name(node, "was") else { return }
    guard Names.group(text, into: &former) else {
      draft.list.add(.invalidName(text, "a group name", at: values.place(node)))
      return
    }
    group.was = String(decoding: former, as: UTF8.self)
    group.wasPlace = values.tree.place(node)
  }

  private mutating func readAddress(
    _ node: Int, _ values: ValueReader, _ group: inout ManifestBuilder.Group,
    _ draft: inout ManifestBuilder
  ) {
    guard let text = values.name(node, "address") else { return }
    switch Names.account(text, in: draft, into: &address) {
    case .invalid:
      draft.list.add(.invalidName(text, "a name for an address", at: values.place(node)))
    case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
    case .fine:
      draft.addAliasDomain(of: address)
      group.addressPlace = values.tree.place(node)
      group.values[.address] = .address(
        Address(canonical: String(decoding: address, as: UTF8.self)))
    }
  }

  private mutating func readDefaults(
    _ node: Int, _ values: ValueReader, _ group: inout ManifestBuilder.Group,
    _ draft: inout ManifestBuilder
  ) {
    guard fields.readDefaults(node, values, defaultsTable, owner: group.place, &draft) else {
      return
    }
    group.defaults = fields.builder
    group.mail = fields.mail
    if group.defaults.filled.contains(Field.admin) {
      group.adminPlace = values.tree.value(of: "admin", in: node).map(values.tree.place)
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateGroup(_ name: String, at place: Place, first: Place)
    -> Diagnostic
  {
    .error(
      "duplicate-group", "the group `\(shown(name))` is declared twice", at: place,
      notes: [Note("first declared here", at: first)])
  }
}
