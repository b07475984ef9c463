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
  ///   `.` or `..` behind the root, or the template names neither `%n` nor `%i`.
  package init?(_ text: String) {
    let scheme = "maildir:"
    guard text.hasPrefix(scheme) else { return nil }
    let path = text.dropFirst(scheme.count)
    let isAbsolute = path.hasPrefix("/")
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let first = parts.firstIndex(where: { $0.contains("%") }) else { return nil }
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
