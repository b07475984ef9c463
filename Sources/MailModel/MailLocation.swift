/// Where mailboxes lie: `maildir:mail/%d/%n-%i`.
///
/// `%d` is the domain, `%n` the local part, `%i` the account's immutable id (8 characters of
/// `a-z0-9`). The folder before the first part with a placeholder is the root; mail homes are
/// kept relative to it, so a site can be moved or mounted elsewhere. The Maildir of an account is
/// `Maildir` inside its home.
package struct MailLocation: Hashable, Sendable {
  package static let standard = "maildir:mail/%d/%n-%i"
  package static let idLength = 8

  /// As given in the manifest or the option.
  package let text: String
  /// The folder that holds every mail home, without a slash at its end; `.` when the template
  /// begins with a placeholder.
  package let root: String
  private let template: String

  /// - Returns: nil when the scheme is not `maildir:`, a placeholder is unknown, a part is empty,
  ///   `.` or `..` behind the root, or the template names neither `%n` nor `%i`; and for a place in
  ///   a trash.
  package init?(_ text: String) {
    let scheme = "maildir:"
    guard text.hasPrefix(scheme) else { return nil }
    let path = text.dropFirst(scheme.count)
    let isAbsolute = path.hasPrefix("/")
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let first = parts.firstIndex(where: { $0.contains("%") }), !parts.contains(".trash")
    else { return nil }
    let homes = parts[first...]
    guard homes.allSatisfy({ $0 != "." && $0 != ".." && Self.hasKnownPlaceholders($0) }),
      homes.contains(where: { $0.contains("%n") || $0.contains("%i") })
    else { return nil }
    let folders = parts[..<first].joined(separator: "/")
    self.text = text
    root = isAbsolute ? "/" + folders : folders.isEmpty ? "." : folders
    template = homes.joined(separator: "/")
  }

  /// True when two accounts can never be given the same home.
  package var hasID: Bool { template.contains("%i") }

  /// True for what may be an account's id.
  package static func isID(_ text: String) -> Bool {
    text.utf8.count == idLength && text.utf8.allSatisfy(isIDByte)
  }

  fileprivate static func isIDByte(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// How many folders deep below the root a mail home lies.
  package var depth: Int { template.utf8.count { $0 == UInt8(ascii: "/") } + 1 }

  /// Whose home this would be, with the id where the template has one.
  ///
  /// nil where the template makes no such home. Without `%d` it is somebody's in `domain`.
  package func account(at home: String, domain: String?) -> (name: Address, id: String?)? {
    var parts: [UInt8: [UInt8]] = [:]
    guard Self.matches(Array(template.utf8)[...], Array(home.utf8)[...], &parts) else { return nil }
    let texts = parts.mapValues { String(decoding: $0, as: UTF8.self) }
    guard let local = texts[UInt8(ascii: "n")],
      let name = Address(local, domain: texts[UInt8(ascii: "d")] ?? domain), !name.isBuiltIn
    else { return nil }
    return (name, texts[UInt8(ascii: "i")])
  }

  /// Finds what each placeholder stands for, the longest first.
  private static func matches(
    _ template: ArraySlice<UInt8>, _ home: ArraySlice<UInt8>, _ parts: inout [UInt8: [UInt8]]
  ) -> Bool {
    guard let first = template.first else { return home.isEmpty }
    guard first == UInt8(ascii: "%"), let kind = template.dropFirst().first,
      kind != UInt8(ascii: "%")
    else {
      // `%%` stands for one sign.
      let width = first == UInt8(ascii: "%") ? 2 : 1
      return home.first == first && matches(template.dropFirst(width), home.dropFirst(), &parts)
    }
    let rest = template.dropFirst(2)
    if let known = parts[kind] {
      return home.starts(with: known) && matches(rest, home.dropFirst(known.count), &parts)
    }
    let isID = kind == UInt8(ascii: "i")
    let longest = home.prefix { isID ? isIDByte($0) : $0 != UInt8(ascii: "/") }.count
    for count in (isID ? [idLength] : Array(1...max(1, longest)).reversed()) where count <= longest
    {
      parts[kind] = Array(home.prefix(count))
      if matches(rest, home.dropFirst(count), &parts) { return true }
      parts[kind] = nil
    }
    return false
  }

  /// The mail home of an account, relative to the root.
  package func home(of address: Address, id: String) -> String {
    var result = ""
    var isPlaceholder = false
    for character in template {
      if isPlaceholder {
        switch character {
        case "d": result += address.domain
        case "n": result += address.localPart
        case "i": result += id
        default: result.append(character)
        }
        isPlaceholder = false
      } else if character == "%" {
        isPlaceholder = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// Accepts `%d`, `%n`, `%i`, and `%%` for a percent sign.
  private static func hasKnownPlaceholders(_ part: Substring) -> Bool {
    var rest = part
    while let percent = rest.firstIndex(of: "%") {
      let next = rest.index(after: percent)
      guard next < rest.endIndex, "dni%".contains(rest[next]) else { return false }
      rest = rest[rest.index(after: next)...]
    }
    return true
  }
}
