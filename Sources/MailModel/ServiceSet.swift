/// What an account may log in to.
package struct ServiceSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// To read mail, with its Sieve scripts (RFC 9051, 5804).
  package static let imap = ServiceSet(rawValue: 1)
  /// To fetch mail (RFC 1939).
  package static let pop3 = ServiceSet(rawValue: 2)
  /// To send mail (RFC 6409).
  package static let submission = ServiceSet(rawValue: 4)
  package static let all: ServiceSet = [.imap, .pop3, .submission]

  /// Each with its word, in the order in which they are listed.
  private static let named: [(service: ServiceSet, word: String)] = [
    (.imap, "imap"), (.pop3, "pop3"), (.submission, "submission"),
  ]

  /// Every word that there is.
  package static let allWords = named.map(\.word)

  /// The words of those in the set.
  package var words: [String] { Self.named.filter { contains($0.service) }.map(\.word) }

  /// - Returns: nil for a word that is no service.
  package init?(word: String) {
    guard let found = Self.named.first(where: { $0.word == word }) else { return nil }
    self = found.service
  }
}
