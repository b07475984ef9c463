import MailModel
import Planning
import TestSupport

/// 22 November 2026, 18:00 UTC: when every plan of these tests is made.
let testNow: Int64 = 1_795_370_400

func context(
  operator name: String? = nil, allow allowances: String..., isFresh: Bool = false,
  holds: Bool = false
) -> PlanContext {
  PlanContext(
    operatorAddress: name.map(address), now: testNow, today: Day(secondsSince1970: testNow),
    allowances: allowances.compactMap { Allowance($0) }, isFreshCheck: isFresh,
    holdsRemovals: holds)
}

func draft(
  _ manifest: Manifest, _ snapshot: Snapshot, _ context: PlanContext = context()
) -> UnjudgedPlan {
  Planner(manifest: manifest, snapshot: snapshot, context: context).draft()
}

/// The plan when `mail` lies in the mailboxes of these names and nothing in the others.
func plan(
  _ manifest: Manifest, _ snapshot: Snapshot, _ context: PlanContext = context(),
  mail: [String: Mailbox] = [:], connections: Connections = .known([])
) -> Plan {
  let draft = draft(manifest, snapshot, context)
  var mailboxes: [String: Mailbox] = [:]
  for account in draft.removals {
    mailboxes[account.id] = mail.first { address($0.key) == account.address }?.value ?? .empty
  }
  return draft.plan(mailboxes: mailboxes, connections: connections)
}

extension Plan {
  /// What one guard says, or one of the planner's own warnings.
  func findings(_ guardName: String) -> [Finding] {
    findings.filter { $0.guardName == guardName }
  }

  func verdicts(_ guardName: String) -> [Finding.Verdict] {
    findings(guardName).map(\.verdict)
  }

  /// `edit account head@school.example` and so on.
  var outline: [String] { changes.map(\.outline) }

  func change(_ name: String) -> Change? {
    changes.first { $0.name == name || $0.name == address(name).text }
  }
}

extension UnjudgedPlan {
  var codes: [String] { diagnostics.map(\.code) }
}

extension Change {
  var outline: String {
    "\(action) \(kind) " + (formerName.map { "\($0) to " } ?? "") + name
  }
}

/// Users without a field to manage, and the live accounts that fit them.
func crowd(_ count: Int, _ prefix: String = "pupil", source: Int? = nil) -> [LiveAccount] {
  names(count, prefix).map { live($0, source: source) }
}

func listed(_ accounts: some Sequence<LiveAccount>, file: Int = 0) -> [ListedUser] {
  accounts.map { account in
    user(
      account.address.text,
      Dictionary(
        uniqueKeysWithValues: account.ownedFields.fields.map { ($0, account.values[$0]) }),
      file: file)
  }
}
