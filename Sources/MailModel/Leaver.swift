/// One entry of the manifest's `leavers`.
package struct Leaver: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case account(Address)
    /// Every owned member by the live group, whatever group the plan moves others to, that the
    /// manifest does not list; nobody after `until`, the last day on which the entry acts.
    case group(String, until: Day?)
  }

  package var subject: Subject
  /// Consent to clear mailboxes that still hold mail.
  package var purges: Bool
  package var reason: String?
  package var place: Place

  package init(_ subject: Subject, purges: Bool = false, reason: String? = nil, place: Place) {
    self.subject = subject
    self.purges = purges
    self.reason = reason
    self.place = place
  }

  /// Tells this entry from an edited one: once a run has removed an account for an entry, that
  /// same text never touches a later account of the name.
  package var fingerprint: String {
    let subject =
      switch subject {
      case .account(let address): "account \(address)"
      case .group(let name, let until): "group \(name) \(until?.description ?? "-")"
      }
    return "\(subject) \(purges ? "purge" : "keep") \(reason ?? "")"
  }
}
