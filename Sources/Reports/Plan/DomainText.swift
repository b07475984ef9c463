import MailModel
import Planning

/// Domains whose mail a site begins or ceases to take, one line each.
struct DomainText {
  let style: Style

  func lines(of changes: [DomainChange]) -> [String] {
    if changes.isEmpty { return [] }
    return [style.paint("domains:", .strong)]
      + changes.map { change in
        let name = style.domains.spelled(change.domain).shown
        return switch change.kind {
        case .begins: style.paint("  + \(name)", .good) + "  \(Wording.domainBegins(name))"
        case .ceases: style.paint("  - \(name)", .removed) + "  \(Wording.domainCeases(name))"
        }
      }
  }
}

extension Wording {
  /// What it means that somebody gets the first address in a domain.
  static func domainBegins(_ name: String) -> String {
    "all mail to \(name) will be taken here, and refused where nobody has the address"
  }

  package static func domainIsTaken(_ name: String) -> String {
    "note: all mail to \(name) is taken here from now on"
  }

  static func domainCeases(_ name: String) -> String {
    "mail to \(name) will no longer be taken here, and leaves the site"
  }
}
