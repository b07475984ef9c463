import MailModel

extension ValueDocument {
  /// The value of `field` that this document was made of; a password is unknown.
  ///
  /// - Throws: What `field` cannot hold: documents come from files.
  func value(of field: Field) throws(PlanDocumentError) -> FieldValue {
    if self == .null { return field.emptyValue }
    switch field.kind {
    case .line:
      return .text(try text)
    case .groupName:
      let name = try text
      guard AddressRules.isLocalName(name.utf8) else { throw .notAPlan }
      return .text(name)
    case .password:
      _ = try text
      return .secret(Self.unknownSecret)
    case .quota:
      guard let quota = Quota(try text) else { throw .notAPlan }
      return .quota(quota)
    case .address:
      return .address(try Self.name(try text))
    case .flag:
      guard case .flag(let flag) = self else { throw .notAPlan }
      return .flag(flag)
    case .addresses:
      guard case .list(let list) = self else { throw .notAPlan }
      return .addresses(try Self.sorted(list, Self.name))
    case .forward:
      guard case .forward(let forward) = self else { throw .notAPlan }
      return .forwarding(
        Forwarding(
          targets: try Self.sorted(forward.to, Self.target), keepsCopy: forward.keep,
          isEnabled: forward.enabled))
    case .assistant:
      guard case .assistant(let assistant) = self else { throw .notAPlan }
      return .assistant(
        Assistant(targets: try Self.sorted(assistant.to, Self.target), isOnly: assistant.only))
    case .autoresponder:
      guard case .autoresponder(let responder) = self else { throw .notAPlan }
      return .autoresponder(try responder.autoresponder())
    case .services:
      guard case .list(let words) = self else { throw .notAPlan }
      var services: ServiceSet = []
      for word in words {
        guard let service = ServiceSet(word: word) else { throw .notAPlan }
        services.formUnion(service)
      }
      return .services(services)
    }
  }

  private var text: String {
    get throws(PlanDocumentError) {
      guard case .text(let text) = self else { throw .notAPlan }
      return text
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
    guard let every = TimeSpan(every) else { throw .notAPlan }
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
