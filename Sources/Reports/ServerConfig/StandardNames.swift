import MailModel

/// The names that every domain with mail should have (RFC 2142).
package enum StandardNames {
  private static let names = ["postmaster", "abuse"]

  /// One sentence for each domain of `addresses` where nobody has them.
  package static func missing(among addresses: Set<Address>) -> [String] {
    var present: [String: Set<String>] = [:]
    for address in addresses {
      present[String(address.domain), default: []].insert(String(address.localPart))
    }
    return present.sorted { $0.key.bytesPrecede($1.key) }.compactMap { domain, localParts in
      let missing = names.filter { !localParts.contains($0) }.map { "\($0)@\(domain)" }
      guard !missing.isEmpty else { return nil }
      return "nobody has \(missing.joined(separator: " or ")); list them among somebody's aliases"
    }
  }
}
