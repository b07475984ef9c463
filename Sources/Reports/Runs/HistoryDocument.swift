import MailModel
import Planning

/// Runs as JSON; what a run does not have, such as its end, is left out or null.
struct HistoryDocument: Encodable {
  struct Summary: Encodable {
    let add: Int
    let edit: Int
    let rename: Int
    let adopt: Int
    let remove: Int

    init(_ counts: [Int]) {
      func count(_ index: Int) -> Int { index < counts.count ? counts[index] : 0 }
      add = count(0)
      edit = count(1)
      rename = count(2)
      adopt = count(3)
      remove = count(4)
    }
  }

  struct Step: Encodable {
    let step: Int
    let account: String
    let effect: String
    let state: String
    let reason: String?
    let heldUntil: String
    let mailbox: MailboxDocument

    init(_ step: JournalStep) {
      self.step = step.number
      account = step.account.text
      effect = step.effect.rawValue
      state = step.state.rawValue
      reason = step.reason
      heldUntil = ISO8601.text(step.heldUntil)
      mailbox = MailboxDocument(step.mailbox)
    }
  }

  struct Run: Encodable {
    let run: Int
    let kind: String
    /// Left out but for an undo.
    let undoes: Int?
    /// Digest of the saved plan's file; left out for a plan made on the spot.
    let savedPlan: String?
    let `operator`: String
    let host: String
    let started: String
    let finished: OrNull<String>
    let outcome: String
    let manifest: OrNull<String>
    let commit: OrNull<String>
    let dirty: Bool
    let ownedBefore: Int
    let allowances: [String]
    /// Those of the manifest that the run used up; left out where there is none, and in lists.
    let approvals: [ApprovalDocument]?
    let summary: Summary
    /// The lockout before and after; left out where the run left it.
    let lockout: OrNull<LockoutChangeDocument>?
    /// Of a run that was read alone; null when a later rollbook wrote them in another form.
    let changes: OrNull<[ChangeDocument]>?
    let findings: OrNull<[FindingDocument]>?
    let steps: [Step]?

    init(_ record: RunRecord) {
      let start = record.start
      run = record.number
      kind = start.kind.rawValue
      undoes = start.undoes
      savedPlan = start.savedPlan
      `operator` = start.operatorName
      host = start.host
      started = ISO8601.text(start.started)
      finished = OrNull(record.finished.map(ISO8601.text))
      outcome = record.outcome.rawValue
      manifest = OrNull(start.manifestDigest.isEmpty ? nil : start.manifestDigest)
      commit = OrNull(start.commit)
      dirty = start.isDirty
      ownedBefore = start.ownedBefore
      allowances = start.allowances
      approvals = start.approvals.isEmpty ? nil : start.approvals.map(ApprovalDocument.init)
      summary = Summary(record.counts)
      lockout = start.lockout.map { OrNull(try? LockoutChangeDocument.read($0)) }
      changes = start.changes.map { OrNull(try? ChangeDocument.documents(in: $0)) }
      findings = start.findings.map { OrNull(try? FindingDocument.documents(in: $0)) }
      // Runs on the trash have steps and no changes.
      let isAlone = start.changes != nil || !record.steps.isEmpty
      steps = isAlone ? record.steps.map(Step.init) : nil
    }
  }

  let version = 1
  let runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version = "rollbook_history"
    case runs
  }
}
