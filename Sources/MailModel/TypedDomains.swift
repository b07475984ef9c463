/// How people wrote domains beyond ASCII, for the texts that people read.
///
/// The store and every JSON have the A-labels.
package struct TypedDomains: Hashable, Sendable {
  /// U-labels by A-labels.
  private var spellings: [String: String] = [:]

  package init() {}

  /// Notes a domain that was typed as U-labels.
  package mutating func insert(_ domain: String) {
    if spellings[domain] == nil { spellings[domain] = InternationalDomain.unicode(domain) }
  }

  package func spelled(_ address: Address) -> String { spelled(address.text) }

  /// `text` with each noted domain in it as it was typed; a part of a path keeps the folder's name.
  package func spelled(_ text: String) -> String {
    if spellings.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard Self.isOfDomain(bytes[index]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex { !Self.isOfDomain($0) } ?? bytes.endIndex
      let isPath =
        (index > 0 && bytes[index - 1] == UInt8(ascii: "/"))
        || (end < bytes.count && bytes[end] == UInt8(ascii: "/"))
      result += isPath ? bytes[index..<end] : spelling(of: bytes[index..<end])
      index = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What the diagnostic says of addresses, as they were typed.
  package func spelled(_ diagnostic: Diagnostic) -> Diagnostic {
    if spellings.isEmpty { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.message = spelled(diagnostic.message)
    diagnostic.help = diagnostic.help.map(spelled)
    for index in diagnostic.notes.indices {
      diagnostic.notes[index].message = spelled(diagnostic.notes[index].message)
    }
    return diagnostic
  }

  /// Of a run of domain characters, which a dot of a sentence or of a pattern may surround.
  private func spelling(of run: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let dot = UInt8(ascii: ".")
    let domain = run.drop { $0 == dot }.reversed().drop { $0 == dot }.reversed()
    guard domain.count >= 8, let typed = spellings[String(decoding: domain, as: UTF8.self)]
    else { return run }
    let before = run.prefix { $0 == dot }
    let after = run.dropFirst(before.count + domain.count)
    return before + typed.utf8 + after
  }

  private static func isOfDomain(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }
}
