/// One run as the history keeps it.
package struct RunRecord: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case apply
    /// `undo`.
    case undo
    /// `trash restore`.
    case restore
    /// `trash empty` and `trash forget`.
    case empty
    /// `trash adopt`, and a restore of mail that no row knew.
    case adopt

    /// True for runs that change accounts and may remove some.
    package var isOfPlan: Bool { self == .apply || self == .undo }
  }

  package enum Outcome: String, Sendable, Hashable {
    /// Not closed: running now, or stopped by force.
    case unfinished
    case done
    /// Everything but accounts that were held back.
    case heldBack = "held-back"
    /// Ended before its last step, by an interrupt or an error.
    case stopped

    /// True of a run that did not get to its end.
    package var isCutOff: Bool { self == .stopped || self == .unfinished }
  }

  /// Counted from 1.
  package var number: Int
  package var start: RunStart
  /// Seconds since 1970; nil while it is not closed.
  package var finished: Int64?
  package var outcome: Outcome
  /// Planned removals that did not take place, or not yet.
  package var withheld = 0
  /// The same of accounts that were to come back from the trash.
  package var withheldReturns = 0
  /// Empty in lists of runs.
  package var steps: [JournalStep]

  package init(
    number: Int, start: RunStart, finished: Int64?, outcome: Outcome, steps: [JournalStep] = []
  ) {
    self.number = number
    self.start = start
    self.finished = finished
    self.outcome = outcome
    self.steps = steps
  }

  /// What was done, by action: `add edit rename adopt remove`.
  package var counts: [Int] {
    var counts = start.counts
    guard counts.count == 5 else { return counts }
    counts[3] = max(0, counts[3] - withheldReturns)
    counts[4] = max(0, counts[4] - withheld)
    return counts
  }
}

/// What is known of a run when it begins.
package struct RunStart: Sendable, Hashable {
  package var kind: RunRecord.Kind
  /// Who: an account's address, or the system's login name.
  package var operatorName: String
  package var host: String
  package var pid: Int32
  /// Seconds since 1970.
  package var started: Int64
  /// Empty where no manifest was read.
  package var manifestDigest: String
  /// Commit of the repository that holds the manifest; nil outside one.
  package var commit: String?
  /// True when that repository had uncommitted changes.
  package var isDirty: Bool
  /// Owned accounts before the run.
  package var ownedBefore: Int
  /// Allowances that the run used: `removal-limit:12`.
  package var allowances: [String]
  /// Approvals of the manifest that the run used up; empty in lists of runs.
  package var approvals: [Approval] = []
  /// The run that this one takes back; nil unless it is an undo.
  package var undoes: Int?
  /// `sha256:…` of the saved plan's file, as `plan --out` printed it; nil for a plan made on the spot.
  package var savedPlan: String?
  /// Counts by action, `add edit rename adopt remove`.
  package var counts: [Int]
  /// A JSON array, opaque to the store, with masked secrets.
  ///
  /// nil in lists of runs, as are `findings`.
  package var changes: String?
  package var findings: String?
  /// A JSON object, opaque to the store: the lockout before and after; nil where the run left it.
  package var lockout: String?

  package init(
    kind: RunRecord.Kind, operatorName: String, host: String, pid: Int32, started: Int64,
    manifestDigest: String = "", commit: String? = nil, isDirty: Bool = false,
    ownedBefore: Int = 0, allowances: [String] = [], counts: [Int] = [0, 0, 0, 0, 0],
    changes: String? = nil, findings: String? = nil
  ) {
    self.kind = kind
    self.operatorName = operatorName
    self.host = host
    self.pid = pid
    self.started = started
    self.manifestDigest = manifestDigest
    self.commit = commit
    self.isDirty = isDirty
    self.ownedBefore = ownedBefore
    self.allowances = allowances
    self.counts = counts
    self.changes = changes
    self.findings = findings
  }
}

extension RunStart {
  /// True when the removals of the run count for no budget: somebody named their figure.
  package var excusesRemovals: Bool {
    approvals.contains(where: \.consent.isOfRemovals) || Self.excusesRemovals(allowances)
  }

  /// The same by its allowances alone.
  package static func excusesRemovals(_ allowances: [String]) -> Bool {
    Consent.Figure.allCases.contains { figure in
      Consent.figure(figure, atMost: 0).isOfRemovals
        && allowances.contains { $0.hasPrefix("\(figure.rawValue):") }
    }
  }
}

/// One effect outside the directory's transaction, announced before and confirmed after.
package struct JournalStep: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    /// Planned, nothing done yet.
    case due
    /// About to be done, or done and not confirmed.
    case announced
    case done
    /// Given up before the run's end: an account that was to go is back, one that was to come back
    /// lies in the trash.
    case heldBack = "held-back"
    /// Left to the next run.
    case givenUp = "given-up"
  }

  /// What a step does to an account's mail.
  package enum Effect: String, Sendable, Hashable {
    /// The account goes, its mail to the trash.
    case removal
    /// An item of the trash is an account's mail again.
    case restore
    /// An item of the trash is destroyed.
    case erasure
    /// Mail that no row knew is an item of the trash, or the mail of an account that had lost it.
    case adoption
  }

  /// Counted from 1 within the run.
  package var number: Int
  package var effect: Effect
  package var account: Address
  /// The account's id.
  package var id: String
  package var home: String
  package var reason: String?
  /// The leaver entry's fingerprint.
  package var leaver: String?
  /// End of hold, seconds since 1970.
  package var heldUntil: Int64
  /// As planned when due, as counted again once announced.
  package var mailbox: Mailbox
  package var state: State

  package init(
    number: Int, effect: Effect, account: Address, id: String, home: String, reason: String?,
    leaver: String?, heldUntil: Int64, mailbox: Mailbox, state: State = .due
  ) {
    self.number = number
    self.effect = effect
    self.account = account
    self.id = id
    self.home = home
    self.reason = reason
    self.leaver = leaver
    self.heldUntil = heldUntil
    self.mailbox = mailbox
    self.state = state
  }
}
