import MailModel

/// A field's value as JSON; a password is only ever `***`.
package enum ValueDocument: Hashable, Sendable {
  /// The field is empty.
  case null
  /// Text as it is, a quota as `10G` or `unlimited`, a password as `***`.
  case text(String)
  case flag(Bool)
  case list([String])
  case forward(ForwardDocument)
  case assistant(AssistantDocument)
  case autoresponder(AutoresponderDocument)

  /// What stands for a secret in every document and report.
  package static let mask = "***"

  package init(_ value: FieldValue) {
    switch value {
    case .nothing: self = .null
    case .text(let text): self = text.isEmpty ? .null : .text(text)
    case .flag(let flag): self = .flag(flag)
    case .quota(let quota): self = .text(quota.description)
    case .addresses(let addresses): self = addresses.isEmpty ? .null : .list(addresses.map(\.text))
    case .address(let address): self = .text(address.text)
    case .secret: self = .text(Self.mask)
    case .forwarding(let forwarding): self = .forward(ForwardDocument(forwarding))
    case .assistant(let assistant): self = .assistant(AssistantDocument(assistant))
    case .autoresponder(let responder): self = .autoresponder(AutoresponderDocument(responder))
    case .services(let services): self = .list(services.words)
    }
  }
}

extension ValueDocument: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([String].self) {
      self = .list(list)
    } else if let responder = try? container.decode(AutoresponderDocument.self) {
      self = .autoresponder(responder)
    } else if let forward = try? container.decode(ForwardDocument.self) {
      self = .forward(forward)
    } else {
      self = .assistant(try container.decode(AssistantDocument.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    case .list(let list): try container.encode(list)
    case .forward(let forward): try container.encode(forward)
    case .assistant(let assistant): try container.encode(assistant)
    case .autoresponder(let responder): try container.encode(responder)
    }
  }
}

/// `forward` as JSON.
package struct ForwardDocument: Codable, Hashable, Sendable {
  package var to: [String]
  package var keep: Bool
  package var enabled: Bool

  package init(_ forwarding: Forwarding) {
    to = forwarding.targets.map(\.text)
    keep = forwarding.keepsCopy
    enabled = forwarding.isEnabled
  }
}

/// `assistant` as JSON.
package struct AssistantDocument: Codable, Hashable, Sendable {
  package var to: [String]
  package var only: Bool

  package init(_ assistant: Assistant) {
    to = assistant.targets.map(\.text)
    only = assistant.isOnly
  }
}

/// `autoresponder` as JSON; days as `2026-12-18`, `every` as `7d`.
package struct AutoresponderDocument: Codable, Hashable, Sendable {
  package var subject: String
  package var message: String
  package var from: String?
  package var until: String?
  package var every: String
  package var keep: Bool

  package init(_ responder: Autoresponder) {
    subject = responder.subject
    message = responder.message
    from = responder.from?.description
    until = responder.until?.description
    every = responder.every.description
    keep = responder.keepsOriginal
  }
}
