import MailModel

/// Domains of a manifest that are not plain lower-case ASCII, each converted once.
final class DomainNames {
  /// The ones that were typed beyond ASCII.
  private(set) var typed = TypedDomains()
  /// By the text as typed; nil for what is no domain.
  private var known: [[UInt8]: [UInt8]?] = [:]

  init() {}

  /// The canonical form of a domain however it is spelled; nil when it is none.
  func canonical(_ text: [UInt8]) -> [UInt8]? {
    guard InternationalDomain.concerns(text) else {
      let folded = text.map(\.asciiLowercased)
      return AddressRules.isDomain(folded) ? folded : nil
    }
    if let domain = known[text] { return domain }
    let domain = try? InternationalDomain.ascii(text)
    known[text] = .some(domain)
    if let domain, text.contains(where: { $0 >= 0x80 }) {
      typed.insert(String(decoding: domain, as: UTF8.self))
    }
    return domain
  }

  /// The canonical form of a pattern of domains, whose `*` can't stand for a part of a label beyond
  /// ASCII; nil when it is none.
  func canonicalPattern(_ text: [UInt8]) -> [UInt8]? {
    let dot = UInt8(ascii: ".")
    let labels = text.split(separator: dot, omittingEmptySubsequences: false)
    let first = (labels.lastIndex { $0.contains(UInt8(ascii: "*")) } ?? -1) + 1
    var parts: [[UInt8]] = []
    for label in labels[..<first] {
      if label.contains(UInt8(ascii: "*")) {
        guard label.allSatisfy({ $0 < 0x80 }) else { return nil }
        parts.append(Array(label))
      } else {
        guard let domain = canonical(Array(label)) else { return nil }
        parts.append(domain)
      }
    }
    if first < labels.count {
      guard let rest = canonical(Array(labels[first...].joined(separator: [dot]))) else {
        return nil
      }
      parts.append(rest)
    }
    return Array(parts.joined(separator: [dot]))
  }
}
