/// A name with `*` for any run of characters: `svc-*`, `*.gov.uk`, `postmaster`.
package struct NamePattern: Hashable, Sendable, CustomStringConvertible {
  /// Lower case.
  package let text: String

  package init(_ text: String) {
    self.text = text.asciiLowercased
  }

  package var description: String { text }

  /// As it stands in a list of a manifest: in quotes where YAML would take it for something else.
  package var listItem: String {
    text.utf8.first?.isASCIILetterOrDigit == true ? text : "\"\(text)\""
  }

  package func matches(_ name: some StringProtocol) -> Bool {
    Self.matches(Array(text.utf8)[...], name.utf8.map(\.asciiLowercased)[...])
  }

  /// A pattern without `@` is held against the local part, any other against the whole address.
  package func matches(_ address: Address) -> Bool {
    text.utf8.contains(UInt8(ascii: "@")) ? matches(address.text) : matches(address.localPart)
  }

  /// True when everything that `other` matches is matched here; a `*` fits a `*` alone.
  package func covers(_ other: NamePattern) -> Bool { matches(other.text) }

  /// Walks both once and returns to the last `*` when they part: no pattern is slow.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var pattern = pattern
    var name = name
    var retry: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while let byte = name.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if pattern.first == byte {
        pattern = pattern.dropFirst()
        name = name.dropFirst()
      } else if let last = retry {
        pattern = last.pattern
        name = last.name.dropFirst()
        retry = (pattern, name)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
