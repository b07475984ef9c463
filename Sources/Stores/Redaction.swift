import MailModel

/// What the journal keeps of a person whose mail is erased on request: an account's id.
package struct Redaction: Sendable {
  /// Other texts of one run.
  package struct Journal: Sendable {
    package var run: Int
    package var changes: String?
    package var findings: String?
    /// Those that the run used; nil leaves them.
    package var allowances: [String]?

    package init(
      run: Int, changes: String?, findings: String?, allowances: [String]? = nil
    ) {
      self.run = run
      self.changes = changes
      self.findings = findings
      self.allowances = allowances
    }
  }

  package var id: String
  /// Every name and alias that the account had and nobody has now.
  package var names: [Address]
  package var journals: [Journal] = []

  package init(id: String, names: [Address]) {
    self.id = id
    self.names = names
  }

  /// What stands for a person's names: `.invalid` is nobody's domain, by RFC 2606.
  package static func name(of id: String) -> Address { Address(canonical: "\(id)@erased.invalid") }
}
