/// The value of one field; equality is by canonical bytes.
package enum FieldValue: Sendable, Hashable {
  /// No group, no password, no forwarding and so on.
  case nothing
  case text(String)
  case flag(Bool)
  case quota(Quota)
  /// Sorted by bytes, without repetition.
  case addresses([Address])
  /// A group's own address.
  case address(Address)
  case secret(Secret)
  case forwarding(Forwarding)
  case assistant(Assistant)
  case autoresponder(Autoresponder)
  case services(ServiceSet)

  package static func == (left: Self, right: Self) -> Bool {
    left.canonicalBytes == right.canonicalBytes && left.kind == right.kind
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalBytes)
  }

  private var kind: Int {
    switch self {
    case .nothing: 0
    case .text: 1
    case .flag: 2
    case .quota: 3
    case .addresses: 4
    case .address: 5
    case .secret: 6
    case .forwarding: 7
    case .assistant: 8
    case .autoresponder: 9
    case .services: 10
    }
  }
}

/// Values of some fields; what is not set reads as the field's empty value.
package struct FieldValues: Sendable, Hashable {
  private var values: [Field: FieldValue] = [:]

  package init() {}

  package init(_ values: [Field: FieldValue]) {
    self.values = values
  }

  package subscript(field: Field) -> FieldValue {
    get { values[field] ?? field.emptyValue }
    set { values[field] = newValue }
  }

  /// The fields that were set, whatever their value.
  package var fields: FieldSet { FieldSet(values.keys) }

  package static func == (left: Self, right: Self) -> Bool {
    Field.allCases.allSatisfy { left[$0] == right[$0] }
  }

  package func hash(into hasher: inout Hasher) {
    for field in Field.allCases { hasher.combine(self[field]) }
  }
}

extension FieldValues {
  package var name: String { self[.name].text }
  package var comment: String { self[.comment].text }
  package var isAdmin: Bool { self[.admin] == .flag(true) }
  package var isEnabled: Bool { self[.enabled] == .flag(true) }
  package var isProtected: Bool { self[.protect] == .flag(true) }

  package var group: String? {
    if case .text(let name) = self[.group] { name } else { nil }
  }

  package var quota: Quota {
    if case .quota(let quota) = self[.quota] { quota } else { .unlimited }
  }

  package var aliases: [Address] {
    if case .addresses(let addresses) = self[.aliases] { addresses } else { [] }
  }

  package var address: Address? {
    if case .address(let address) = self[.address] { address } else { nil }
  }

  package var password: Secret? {
    if case .secret(let secret) = self[.password] { secret } else { nil }
  }

  package var forwarding: Forwarding? {
    if case .forwarding(let forwarding) = self[.forward] { forwarding } else { nil }
  }

  package var assistant: Assistant? {
    if case .assistant(let assistant) = self[.assistant] { assistant } else { nil }
  }

  package var services: ServiceSet {
    if case .services(let services) = self[.services] { services } else { .all }
  }

  package var autoresponder: Autoresponder? {
    if case .autoresponder(let responder) = self[.autoresponder] { responder } else { nil }
  }
}

extension FieldValue {
  /// The text of `.text`, else empty.
  package var text: String {
    if case .text(let text) = self { text } else { "" }
  }
}
