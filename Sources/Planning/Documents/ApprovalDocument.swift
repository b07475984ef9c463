import MailModel

/// An approval as JSON, in plans and in the history.
package struct ApprovalDocument: Codable, Hashable, Sendable {
  /// The guard's name.
  package var `guard`: String
  /// The highest figure that is approved; nil for a guard that goes by names.
  package var count: Int?
  /// The group or file that is approved.
  package var name: String?
  /// The last day, YYYY-MM-DD.
  package var until: String?
  /// The digest of the one plan.
  package var plan: String?
  package var by: String
  package var reason: String

  package init(_ approval: Approval) {
    `guard` = approval.consent.guardName
    switch approval.consent {
    case .figure(_, let atMost): count = atMost
    case .subject(_, let subject): name = subject
    }
    until = approval.until?.description
    plan = approval.plan
    by = approval.by
    reason = approval.reason
  }

  /// - Throws: What no approval can be.
  func approval() throws(PlanDocumentError) -> Approval {
    guard let value = count.map({ "\($0)" }) ?? name,
      let consent = Consent(guardName: `guard`, value: value)
    else { throw .notAPlan }
    var day: Day?
    if let until {
      day = Day(until)
      if day == nil { throw .notAPlan }
    }
    return Approval(consent, until: day, plan: plan, by: by, reason: reason)
  }
}
