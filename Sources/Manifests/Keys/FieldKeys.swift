import MailModel

// The keys of mappings that say values of fields: those of the table of fields, and a few besides.

enum UserKey: Hashable, RawRepresentable, CaseIterable {
  case field(Field)
  case initialPassword, was, mail

  static let allCases = Field.ofAccount.map(field) + [.initialPassword, .was, .mail]

  init?(rawValue: String) {
    self.init(spelled: rawValue)
  }

  var rawValue: String {
    switch self {
    case .field(let field): field.key
    case .initialPassword: "initial-password"
    case .was: "was"
    case .mail: "mail"
    }
  }

  /// That of `RawRepresentable` would spell both, for each key that is read.
  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.field(let left), .field(let right)): left == right
    case (.initialPassword, .initialPassword), (.was, .was), (.mail, .mail): true
    case (.field, _), (.initialPassword, _), (.was, _), (.mail, _): false
    }
  }
}

/// What a group's `defaults` may give to its members, and a roster's to its rows.
enum DefaultsKey: Hashable, RawRepresentable, CaseIterable {
  case field(Field)
  case mail

  static let allCases = Field.ofAccount.filter(\.traits.mayBeDefault).map(field) + [.mail]

  init?(rawValue: String) {
    self.init(spelled: rawValue)
  }

  var rawValue: String {
    switch self {
    case .field(let field): field.key
    case .mail: "mail"
    }
  }
}

enum GroupKey: Hashable, RawRepresentable, CaseIterable {
  case field(Field)
  case defaults, was

  static let allCases = Field.ofGroup.map(field) + [.defaults, .was]

  init?(rawValue: String) {
    self.init(spelled: rawValue)
  }

  var rawValue: String {
    switch self {
    case .field(let field): field.key
    case .defaults: "defaults"
    case .was: "was"
    }
  }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  fileprivate init?(spelled text: String) {
    guard let key = Self.allCases.first(where: { $0.rawValue == text }) else { return nil }
    self = key
  }
}
