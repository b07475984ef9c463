import MailModel

// The people of all tests. Each is an owned, enabled account with nothing set but a full name:
// what a test is about it sets itself.
extension LiveAccount {
  package static let ada = person("ada", "Ada Lovelace")
  package static let grace = person("grace", "Grace Hopper")
  package static let alan = person("alan", "Alan Turing")
  package static let mary = person("mary", "Mary Somerville")
  package static let edsger = person("edsger", "Edsger Dijkstra")
  /// An administrator.
  package static let head = person("head", "Dr A. Patel").with(.admin, .flag(true))

  /// An owned account at school.example that manages its full name only.
  ///
  /// The id is made of the name, so that equal names give equal accounts.
  package static func person(_ localPart: String, _ fullName: String = "") -> LiveAccount {
    let marks: [Character: Character] = ["-": "1", "_": "2", ".": "3"]
    let id = String((localPart.map { marks[$0] ?? $0 } + "00000000").prefix(8))
    return LiveAccount(
      address: .school(localPart), id: id, home: "school.example/\(localPart)-\(id)",
      values: FieldValues([.name: .text(fullName)]), ownedFields: FieldSet([Field.name]),
      marks: [.owned, .enabled])
  }

  /// With another value, managed, and the marks that go with it.
  package func with(_ field: Field, _ value: FieldValue) -> LiveAccount {
    var copy = self
    copy.values[field] = value
    if copy.isOwned { copy.ownedFields.insert(field) }
    copy.setMarks()
    return copy
  }

  /// With a value that rollbook does not manage.
  package func withUnmanaged(_ field: Field, _ value: FieldValue) -> LiveAccount {
    var copy = self
    copy.values[field] = value
    copy.ownedFields.remove(FieldSet([field]))
    copy.setMarks()
    return copy
  }

  /// With marks beside those that follow from its values: `.locked`, `.leaving`.
  package func with(_ marks: LiveMarks) -> LiveAccount {
    var copy = self
    copy.marks.formUnion(marks)
    return copy
  }

  /// Under another name, with the same id and home.
  package func named(_ localPart: String) -> LiveAccount {
    var copy = self
    copy.address = .school(localPart)
    return copy
  }

  package func with(lastLogin: Int64?) -> LiveAccount {
    var copy = self
    copy.lastLogin = lastLogin
    return copy
  }

  /// As it was before rollbook took it under its care.
  package var unowned: LiveAccount {
    var copy = self
    copy.ownedFields = []
    copy.marks.remove(.owned)
    return copy
  }

  private mutating func setMarks() {
    let flags: [(Bool, LiveMarks)] = [
      (values.isAdmin, .admin), (values.isEnabled, .enabled), (values.isProtected, .protected),
      (values.forwarding != nil, .hasForward), (values.assistant != nil, .hasAssistant),
      (!values.aliases.isEmpty, .hasAliases),
    ]
    for (isSet, mark) in flags {
      if isSet { marks.insert(mark) } else { marks.remove(mark) }
    }
  }
}

extension Address {
  /// `ada` is ada@school.example; a whole address stays as it is.
  package static func school(_ name: String) -> Address {
    Address(canonical: name.contains("@") ? name : "\(name)@school.example")
  }
}

extension FieldValue {
  package static func aliases(_ names: String...) -> FieldValue {
    .addresses(names.map { Address.school($0) }.sorted())
  }

  package static func forward(
    to targets: String..., keep: Bool = true, enabled: Bool = true
  ) -> FieldValue {
    .forwarding(
      Forwarding(
        targets: targets.map { Address.school($0) }.sorted(), keepsCopy: keep,
        isEnabled: enabled))
  }

  package static func assistant(_ targets: String..., only: Bool = false) -> FieldValue {
    .assistant(Assistant(targets: targets.map { Address.school($0) }.sorted(), isOnly: only))
  }
}

extension LiveAccounts {
  /// Accounts in any order.
  package init(_ accounts: [LiveAccount]) {
    self.init()
    for account in accounts.sorted(by: { $0.address < $1.address }) { append(account) }
  }
}

extension Snapshot {
  /// A store with these accounts and groups, and nothing else.
  package init(accounts: [LiveAccount], groups: [LiveGroup] = []) {
    self.init(storeID: "test-store")
    self.accounts = LiveAccounts(accounts)
    self.groups = groups.sorted { $0.name.bytesPrecede($1.name) }
  }
}

extension LiveGroup {
  /// An owned group that manages what `values` sets.
  package static func owned(
    _ name: String, _ values: [Field: FieldValue] = [:]
  ) -> LiveGroup {
    LiveGroup(
      name: name, values: FieldValues(values), ownedFields: FieldSet(values.keys), isOwned: true)
  }
}
