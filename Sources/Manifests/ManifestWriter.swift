import MailModel

/// Writes live accounts and groups as a manifest: what `export` prints.
///
/// Reading the text gives every written account exactly the fields it owns, so planning it finds
/// nothing to do; of an account that is not owned it has whatever is not empty. Everything is
/// sorted by bytes, which is also the order that is fastest to plan.
package struct ManifestWriter {
  /// Canonical, as the addresses have it.
  private let domain: String?
  /// The site's own as a manifest declares them, besides those that the written addresses have.
  private let declaredDomains: [String]
  private let typedDomains: TypedDomains
  private let store: String?
  private let mail: String?
  private let policyText: String?
  private let groups: [LiveGroup]
  private let accounts: [LiveAccount]
  private let showsPasswords: Bool

  package init(
    domain: String?, store: String?, mail: String?, policyText: String?, groups: [LiveGroup],
    accounts: [LiveAccount], showsPasswords: Bool, typedDomains: TypedDomains = TypedDomains(),
    declaredDomains: [String] = []
  ) {
    self.declaredDomains = declaredDomains
    self.typedDomains = typedDomains
    self.domain = domain
    self.store = store
    self.mail = mail
    self.policyText = policyText
    self.groups = groups.sorted { $0.name.bytesPrecede($1.name) }
    self.accounts = accounts.filter { !$0.address.isBuiltIn }.sorted { $0.address < $1.address }
    self.showsPasswords = showsPasswords
  }

  package func text() -> String {
    let document = YAMLDocument()
    document.mapping { map in
      map.entry("rollbook", .plain("1"))
      if let domain { map.entry("domain", .text(typedDomains.spelled(domain))) }
      writeDomains(to: map)
      if let store { map.entry("store", .text(store)) }
      if let mail { map.entry("mail", .text(mail)) }
      PolicyCopy.write(
        policyText.map(typedDomains.spelled), keepsPasswords: hidesOwnedPassword, to: map)
      writeGroups(to: map)
      if !accounts.isEmpty {
        map.mapping("users") { map in
          for account in accounts {
            map.scalar(.text(name(account.address)))
            let fields = fields(of: account)
            map.mapping(isFlow: fields.isEmpty) { map in
              for field in fields { write(field, account.values[field], to: map) }
            }
          }
        }
      }
    }
    return LayoutWriter.laidOut(document.finish())
  }

  /// True when leaving passwords out would end an ownership.
  private var hidesOwnedPassword: Bool {
    !showsPasswords && accounts.contains { $0.isOwned && $0.ownedFields.contains(.password) }
  }

  /// Every domain that something is written of, unless `domain` alone says it.
  private func writeDomains(to map: YAMLDocument) {
    let written =
      groups.compactMap(\.values.address)
      + accounts.flatMap { account in
        [account.address]
          + (fields(of: account).contains(.aliases) ? account.values.aliases : [])
      }
    let domains = written.domains.union(declaredDomains).subtracting([domain ?? ""])
    guard !domains.isEmpty else { return }
    map.mapping("domains") { map in
      for domain in domains.union(domain.map { [$0] } ?? []).sorted(by: { $0.bytesPrecede($1) }) {
        map.scalar(.text(typedDomains.spelled(domain)))
        map.mapping(isFlow: true) { _ in }
      }
    }
  }

  private func fields(of account: LiveAccount) -> [Field] {
    Field.ofAccount.filter { field in
      if field == .password, !showsPasswords { return false }
      if account.isOwned { return account.ownedFields.contains(field) }
      return account.values[field] != field.emptyValue
    }
  }

  /// Groups that accounts are in are declared even when nothing is known of them.
  private func writeGroups(to map: YAMLDocument) {
    var byName: [[UInt8]: LiveGroup] = [:]
    for account in accounts where fields(of: account).contains(.group) {
      guard let name = account.values.group else { continue }
      byName[Array(name.utf8)] = LiveGroup(
        name: name, values: FieldValues(), ownedFields: [], isOwned: false)
    }
    for group in groups { byName[Array(group.name.utf8)] = group }
    guard !byName.isEmpty else { return }
    map.mapping("groups") { map in
      for group in byName.values.sorted(by: { $0.name.bytesPrecede($1.name) }) {
        let fields = Field.ofGroup.filter { field in
          group.isOwned
            ? group.ownedFields.contains(field) : group.values[field] != field.emptyValue
        }
        map.scalar(.text(group.name))
        map.mapping(isFlow: fields.isEmpty) { map in
          for field in fields { write(field, group.values[field], to: map) }
        }
      }
    }
  }

  private func write(_ field: Field, _ value: FieldValue, to map: YAMLDocument) {
    switch value {
    case .nothing: map.entry(field.key, .plain("null"))
    case .text(""): map.entry(field.key, .plain("null"))
    case .text(let text): map.entry(field.key, .text(text))
    case .flag(let flag): map.entry(field.key, .plain("\(flag)"))
    case .quota(let quota): map.entry(field.key, .plain(quota.description))
    case .addresses(let addresses): map.list(field.key, addresses.map { .text(name($0)) })
    case .address(let address): map.entry(field.key, .text(name(address)))
    case .secret(let secret): map.entry(field.key, .text(secret.revealed))
    case .forwarding(let forwarding):
      map.mapping(field.key, isFlow: true) { map in
        map.list("to", forwarding.targets.map { .text(name($0)) })
        if !forwarding.keepsCopy { map.entry("keep", .plain("false")) }
        if !forwarding.isEnabled { map.entry("enabled", .plain("false")) }
      }
    case .assistant(let assistant):
      map.mapping(field.key, isFlow: true) { map in
        map.list("to", assistant.targets.map { .text(name($0)) })
        if assistant.isOnly { map.entry("only", .plain("true")) }
      }
    case .autoresponder(let responder):
      map.mapping(field.key) { write(responder, to: $0) }
    case .services(.all): map.entry(field.key, .plain("null"))
    case .services(let services): map.list(field.key, services.words.map { .text($0) })
    }
  }

  private func write(_ responder: Autoresponder, to map: YAMLDocument) {
    // Braces of a live text stand for themselves.
    map.entry("subject", .text(BracedText.doubled(responder.subject)))
    map.entry("message", .lines(BracedText.doubled(responder.message)))
    if let from = responder.from { map.entry("from", .plain(from.description)) }
    if let until = responder.until { map.entry("until", .plain(until.description)) }
    if responder.every != .days(7) { map.entry("every", .plain(responder.every.description)) }
    if !responder.keepsOriginal { map.entry("keep", .plain("false")) }
  }

  /// Bare where the default domain is meant.
  private func name(_ address: Address) -> String {
    guard let domain, String(address.domain).sameBytes(as: domain) else {
      return typedDomains.spelled(address)
    }
    return String(address.localPart)
  }
}
