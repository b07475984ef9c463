/// A domain whose mail the site begins or ceases to take, as JSON.
package struct DomainDocument: Codable, Hashable, Sendable {
  package var domain: String
  /// `begins` or `ceases`.
  package var change: String

  package init(_ change: DomainChange) {
    domain = change.domain
    self.change = change.kind.rawValue
  }
}
