/// What a guard says, as JSON, in plans and in the history.
package struct FindingDocument: Codable, Hashable, Sendable {
  /// The guard's name.
  package var `guard`: String
  package var verdict: String
  package var subject: String?
  /// All that were counted; nil when there is none.
  package var subjects: [String]?
  package var measured: Int
  package var limit: Int?
  package var unit: String?
  package var base: Int?
  package var message: String
  package var allow: String?
  /// The approval of the manifest that allows it.
  package var approval: ApprovalDocument?

  package init(_ finding: Finding) {
    `guard` = finding.guardName
    verdict = finding.verdict.rawValue
    subject = finding.subject
    subjects = finding.subjects.isEmpty ? nil : finding.subjects
    measured = finding.measured
    limit = finding.limit
    unit = finding.unit
    base = finding.base
    message = finding.message
    allow = finding.allow
    approval = finding.approval.map(ApprovalDocument.init)
  }

  /// A JSON array on one line, as the history keeps it.
  package static func text(of findings: [Finding]) -> String {
    JSONText.compact(findings.map(FindingDocument.init))
  }

  /// Reads back what `text(of:)` wrote.
  package static func documents(in text: String) throws -> [FindingDocument] {
    try JSONText.decode([FindingDocument].self, from: text)
  }
}
