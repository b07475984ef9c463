/// Consent to what a guard refuses, written into the manifest beforehand; good for one run.
package struct Approval: Hashable, Sendable {
  package var consent: Consent
  /// The last day on which it allows anything.
  package var until: Day?
  /// `Plan.digest` of the one plan that it allows.
  package var plan: String?
  /// Who gives it.
  package var by: String
  package var reason: String

  package init(
    _ consent: Consent, until: Day? = nil, plan: String? = nil, by: String, reason: String
  ) {
    self.consent = consent
    self.until = until
    self.plan = plan
    self.by = by
    self.reason = reason
  }

  /// Tells this approval from an edited one: what a run has used allows nothing more until its text
  /// changes.
  package var fingerprint: String {
    var digest = Digest()
    let texts = [
      consent.description, until?.description ?? "", plan ?? "", by, reason,
    ]
    for text in texts { digest.update(text) }
    return digest.description
  }
}

/// What may be consented to: a finding of one guard, up to a figure or by its subject's name.
package enum Consent: Hashable, Sendable, CustomStringConvertible {
  case figure(Figure, atMost: Int)
  case subject(Subject, name: String)

  /// Guards whose findings are consented to with a figure.
  package enum Figure: String, Sendable, CaseIterable {
    case removalLimit = "removal-limit"
    case removalBudget = "removal-budget"
    case editLimit = "edit-limit"
  }

  /// Guards whose findings are consented to by the name of a group, a file or an account, or by the
  /// day it is.
  package enum Subject: String, Sendable, CaseIterable {
    case clock
    case groupEmptied = "group-emptied"
    case shrunkenSource = "shrunken-source"
    case personChanged = "person-changed"
  }

  package static let guardNames = Figure.allCases.map(\.rawValue) + Subject.allCases.map(\.rawValue)

  package init?(guardName: String, value: String) {
    if let figure = Figure(rawValue: guardName) {
      guard let count = Int(value) else { return nil }
      self = .figure(figure, atMost: count)
    } else if let subject = Subject(rawValue: guardName) {
      self = .subject(subject, name: value)
    } else {
      return nil
    }
  }

  package var guardName: String {
    switch self {
    case .figure(let figure, _): figure.rawValue
    case .subject(let subject, _): subject.rawValue
    }
  }

  /// The figure or the name.
  package var value: String {
    switch self {
    case .figure(_, let count): "\(count)"
    case .subject(_, let name): name
    }
  }

  /// `removal-limit:12`, as `--allow` takes it.
  package var description: String { "\(guardName):\(value)" }

  /// True for removals of accounts, which then count for no budget.
  package var isOfRemovals: Bool {
    switch self {
    case .figure(.removalLimit, _), .figure(.removalBudget, _): true
    case .figure(.editLimit, _), .subject: false
    }
  }
}
