import MailModel

/// How a report looks; its words are the same in every style.
package struct Style: Sendable, Hashable {
  /// With ANSI colours.
  package var isColored: Bool
  package var isVerbose: Bool
  /// Columns of the terminal; nil where text may be as wide as it likes.
  package var width: Int?
  /// How the manifest at hand spells domains beyond ASCII.
  package var domains: TypedDomains

  package static let plain = Style()

  package init(
    isColored: Bool = false, isVerbose: Bool = false, width: Int? = nil,
    domains: TypedDomains = TypedDomains()
  ) {
    self.isColored = isColored
    self.isVerbose = isVerbose
    self.width = width
    self.domains = domains
  }

  /// What a colour means; the raw value is its SGR code.
  enum Paint: String {
    case strong = "1"
    case faint = "2"
    case bad = "1;31"
    case removed = "31"
    case good = "32"
    case changed = "33"
    case moved = "36"
  }

  func shown(_ address: Address) -> String { domains.spelled(address).shown }

  func paint(_ text: String, _ paint: Paint) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}
