/// A path whose parts may hold `*`, `?` and `[…]`, each standing for something within one folder.
struct PathPattern {
  /// Why a text is no pattern that files can be sought by.
  enum Mistake: Error {
    case doubleStar
    case tooLong
  }

  static let maximumParts = 32
  static let maximumBytes = 1_024

  let parts: [Part]

  init(_ text: String) throws(Mistake) {
    let parts = text.split(separator: "/")
    guard text.utf8.count <= Self.maximumBytes, parts.count <= Self.maximumParts else {
      throw .tooLong
    }
    if text.utf8.contains(UInt8(ascii: "*")), Self.hasDoubleStar(text) { throw .doubleStar }
    self.parts = parts.map { Part(String($0)) }
  }

  /// True for a path that does not simply name one file.
  static func isPattern(_ path: String) -> Bool {
    path.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  private static func hasDoubleStar(_ text: String) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains {
      $0 == UInt8(ascii: "*") && $1 == UInt8(ascii: "*")
    }
  }

  /// The name of one file or folder as a pattern has it.
  enum Part {
    case name(String)
    case wild([Token])

    init(_ text: String) {
      let tokens = Self.tokens(Array(text.unicodeScalars))
      var name = String.UnicodeScalarView()
      for token in tokens {
        guard case .scalar(let scalar) = token else {
          self = .wild(tokens)
          return
        }
        name.append(scalar)
      }
      self = .name(String(name))
    }

    private static func tokens(_ scalars: [Unicode.Scalar]) -> [Token] {
      var tokens: [Token] = []
      var index = 0
      while index < scalars.count {
        switch scalars[index] {
        case "*": tokens.append(.anything)
        case "?": tokens.append(.any)
        case "\\" where index + 1 < scalars.count:
          index += 1
          tokens.append(.scalar(scalars[index]))
        case "[":
          if let (token, end) = set(scalars, from: index) {
            tokens.append(token)
            index = end
          } else {
            tokens.append(.scalar("["))
          }
        default: tokens.append(.scalar(scalars[index]))
        }
        index += 1
      }
      return tokens
    }

    /// Reads `[a-z_]` or `[!a-z]`; nil when it is not closed.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, end: Int)? {
      var index = start + 1
      let isNegated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
      if isNegated { index += 1 }
      let first = index
      var ranges: [ClosedRange<Unicode.Scalar>] = []
      while index < scalars.count, scalars[index] != "]" || index == first {
        let low = scalars[index]
        if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
          if low <= scalars[index + 2] { ranges.append(low...scalars[index + 2]) }
          index += 3
        } else {
          ranges.append(low...low)
          index += 1
        }
      }
      guard index < scalars.count else { return nil }
      return (.set(ranges, isNegated: isNegated), index)
    }
  }

  /// What stands for one character or for any number of them.
  enum Token {
    case scalar(Unicode.Scalar)
    case any
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    case anything

    private func takes(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .scalar(let own): own == scalar
      case .any, .anything: true
      case .set(let ranges, let isNegated):
        ranges.contains { $0.contains(scalar) } != isNegated
      }
    }

    /// True when a name fits; what begins with a dot fits only where the pattern has the dot.
    static func fit(_ name: String, _ tokens: [Token]) -> Bool {
      let scalars = Array(name.unicodeScalars)
      if scalars.first == "." {
        guard case .scalar(".")? = tokens.first else { return false }
      }
      var index = 0
      var token = 0
      var retry: (index: Int, token: Int)?
      while index < scalars.count {
        if token < tokens.count, case .anything = tokens[token] {
          retry = (index, token)
          token += 1
        } else if token < tokens.count, tokens[token].takes(scalars[index]) {
          index += 1
          token += 1
        } else if let (last, star) = retry {
          // The last `*` takes one more; those before it need not be asked again.
          retry = (last + 1, star)
          index = last + 1
          token = star + 1
        } else {
          return false
        }
      }
      return tokens[token...].allSatisfy { if case .anything = $0 { true } else { false } }
    }
  }
}
