import MailModel
import TestSupport

@testable import Planning

/// The plan of a manifest as it comes back from its file.
func decided(
  _ manifest: Manifest, _ snapshot: Snapshot, mail: [String: Mailbox] = [:]
) throws -> SavedPlan {
  let plan = plan(manifest, snapshot, mail: mail)
  return try readBack(plan)
}

/// What a plan is once it was written and read; its secrets come from where they came from.
func readBack(_ plan: Plan) throws -> SavedPlan {
  let text = PlanDocument(plan: plan, created: "", storeURL: "").text()
  return try PlanDocument.read(text).decided { change, isInitial in
    let own = plan.changes.first { $0.name == change.name && $0.kind == change.kind }
    if isInitial, case .hash(let secret)? = own?.extra?.initialPassword { return secret }
    if case .secret(let secret)? = own?[.password]?.after { return secret }
    return nil
  }
}

/// What no longer fits of a plan, on other figures than those it was made on.
func staleness(
  of decided: SavedPlan, on snapshot: Snapshot, mail: [String: Mailbox] = [:]
) -> [String] {
  let draft = Replay(decided, snapshot: snapshot, context: context()).draft()
  var mailboxes: [String: Mailbox] = [:]
  for account in draft.removals {
    mailboxes[account.id] = mail.first { address($0.key) == account.address }?.value ?? .empty
  }
  let plan = draft.plan(mailboxes: mailboxes)
  return (draft.stale + draft.staleMailboxes(in: plan)).map(\.description)
}
