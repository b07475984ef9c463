import MailModel

extension ValueDocument {
  /// Stands for a password that a document does not tell.
  static let unknownSecret = Secret(mask)
  /// Stands for the one that takes its place.
  static let otherUnknownSecret = Secret("\(mask), changed")

  /// The value of `field` that this document was made of; a password is unknown.
  ///
  /// - Throws: What `field` cannot hold: documents come from files.
  func value(of field: Field) throws(PlanDocumentError) -> FieldValue {
    switch (self, field) {
    case (.null, _):
      return field.emptyValue
    case (.text(let text), .name), (.text(let text), .comment):
      return .text(text)
    case (.text(let text), .group):
      guard AddressRules.isLocalName(text.utf8) else { throw .notAPlan }
      return .text(text)
    case (.text, .password):
      return .secret(Self.unknownSecret)
    case (.text(let text), .quota):
      guard let quota = Quota(text) else { throw .notAPlan }
      return .quota(quota)
    case (.text(let text), .address):
      return .address(try Self.name(text))
    case (.flag(let flag), .admin), (.flag(let flag), .enabled), (.flag(let flag), .protect):
      return .flag(flag)
    case (.list(let list), .aliases):
      return .addresses(try Self.sorted(list, Self.name))
    case (.forward(let forward), .forward):
      return .forwarding(
        Forwarding(
          targets: try Self.sorted(forward.to, Self.target), keepsCopy: forward.keep,
          isEnabled: forward.enabled))
    case (.assistant(let assistant), .assistant):
      return .assistant(
        Assistant(targets: try Self.sorted(assistant.to, Self.target), isOnly: assistant.only))
    case (.autoresponder(let responder), .autoresponder):
      return .autoresponder(try responder.autoresponder())
    default:
      throw .notAPlan
    }
  }

  /// The name of an account, an alias or a group's address.
  static func name(_ text: String) throws(PlanDocumentError) -> Address {
    guard let address = Address(text, domain: nil), !address.isBuiltIn else { throw .notAPlan }
    return address
  }

  static func target(_ text: String) throws(PlanDocumentError) -> Address {
    guard AddressRules.isForeignAddress(text.utf8) else { throw .notAPlan }
    return Address(canonical: text)
  }

  private static func sorted(
    _ list: [String], _ address: (String) throws(PlanDocumentError) -> Address
  ) throws(PlanDocumentError) -> [Address] {
    var addresses: Set<Address> = []
    for text in list { addresses.insert(try address(text)) }
    return addresses.sorted()
  }
}

extension AutoresponderDocument {
  fileprivate func autoresponder() throws(PlanDocumentError) -> Autoresponder {
    guard let every = Span(every) else { throw .notAPlan }
    return Autoresponder(
      subject: subject, message: message, from: try Self.day(from), until: try Self.day(until),
      every: every, keepsOriginal: keep)
  }

  private static func day(_ text: String?) throws(PlanDocumentError) -> Day? {
    guard let text else { return nil }
    guard let day = Day(text) else { throw .notAPlan }
    return day
  }
}
