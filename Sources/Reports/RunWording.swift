import MailModel
import Planning

extension Wording {
  /// What `check` says of a manifest without errors.
  package static func manifestIsValid(_ manifest: Manifest) -> String {
    let files = manifest.sources.count
    return "valid: \(count(manifest.accounts.count, "user")), "
      + "\(count(manifest.groups.count, "group")), \(count(manifest.leavers.count, "leaver")) "
      + "in \(count(files, "file"))"
  }

  /// Said before a plan while an earlier run is still open.
  package static func unfinished(_ run: UnfinishedRun, completing: [Address]) -> String {
    if let holder = run.holder { return "run \(run.number) is at work now: \(holder)" }
    let next =
      completing.isEmpty
      ? "the next apply gives up what it left"
      : "the next apply first completes \(list(completing))"
    return "run \(run.number) stopped after step \(run.done) of \(run.steps); \(next)"
  }

  package static func stale(_ changes: [StaleChange]) -> String {
    let shown = changes.prefix(10).map(\.description).joined(separator: "; ")
    let more = changes.count > 10 ? "; \(andMore(changes.count - 10))" : ""
    return "nothing was changed: the live side changed since the plan: \(shown)\(more); plan again"
  }

  package static func queuedForOthers(_ names: [(name: Address, messages: Int)]) -> String {
    let shown = names.prefix(10).map { "\($0.name) (\(count($0.messages, "message")))" }
    let more = names.count > 10 ? [andMore(names.count - 10)] : []
    return "nothing was changed: mail is still queued for names that others are to have, and would "
      + "reach them: \((shown + more).joined(separator: ", ")); "
      + "see `rollbook messages '*OUTQUEUE'`, and try again once it is delivered"
  }

  package static func receivedForOthers(_ messages: Int, _ names: [Address]) -> String {
    "nothing was changed: \(count(messages, "message")) that a slow sender began before "
      + "may be for a name that others are to have (\(first(names))); "
      + "try again once it is through"
  }

  package static func usedPlan(run: Int, isStopped: Bool) -> String {
    isStopped
      ? "run \(run) began this plan and stopped half-way; it is closed, and nothing else was changed; "
        + "plan again for what it left"
      : "nothing was changed: run \(run) has carried this plan out already; plan again"
  }

  /// Said after an undo, of accounts and groups that the next apply would change back.
  package static func askedForAgain(_ names: [String]) -> String {
    let more = names.count > 10 ? " \(andMore(names.count - 10))" : ""
    return "note: the manifest still asks for what was taken back: the next apply would change "
      + "\(names.prefix(10).joined(separator: ", "))\(more); mend it too"
  }

  package static func credentialsNeeded(_ accounts: [Address]) -> String {
    let verb = accounts.count == 1 ? "asks" : "ask"
    return "nothing was changed: \(list(accounts)) \(verb) for a generated password; "
      + "give --credentials FILE, a new file for them"
  }

  /// `next` is what goes on with the run.
  package static func interrupted(
    run: Int, done: Int, steps: Int, next: String = "apply again"
  ) -> String {
    "run \(run) stopped after step \(done) of \(steps); \(next) to go on"
  }

  /// Of a run on the trash.
  package static func interrupted(run: Int, by reason: String) -> String {
    "\(reason); run \(run) stopped half-way, and the same command goes on with it"
  }

  package static func restored(
    _ item: TrashItem, as name: Address, run: Int, isListed: Bool
  ) -> String {
    let renamed = name == item.name ? "" : " as \(name)"
    return "run \(run): brought back \(item.label)\(renamed) with "
      + "\(count(item.mailbox.messages, "message")); "
      + (isListed
        ? "the manifest lists it, and the next apply manages it again"
        : "list it in the manifest to manage it again")
  }

  package static func erased(_ items: [TrashItem], run: Int) -> String {
    "run \(run): erased \(count(items.count, "item")) for good"
  }

  package static func forgotten(_ item: String, run: Int) -> String {
    "run \(run): dropped the record of \(item), whose folder was gone"
  }

  package static func adopted(_ item: TrashItem) -> String {
    "run \(item.run): took in \(item.label) with \(count(item.mailbox.messages, "message")); "
      + "to make an account of it: rollbook trash restore \(item.label)"
  }

  package static func givenBack(_ mailbox: Mailbox, to account: Address, run: Int) -> String {
    "run \(run): \(account) has its mail back, \(count(mailbox.messages, "message"))"
  }

  package static func replaced(holder: String) -> String {
    "took over the lock of \(holder), whose process is gone"
  }

  package static func resumed(_ run: Int, completed: [Address], givenUp: [Address]) -> String {
    var text = "run \(run) had stopped half-way and is closed"
    if !completed.isEmpty { text += "; completed first: \(list(completed))" }
    if !givenUp.isEmpty { text += "; given up: \(list(givenUp))" }
    return text
  }

  /// Of an account that somebody deleted while it was being removed.
  package static func adopted(_ name: Address, as item: String) -> String {
    "\(name) has no account any more: its mail is in the trash as \(item)"
  }

  /// Of an account that somebody changed or deleted while it was being removed.
  package static func leftAlone(_ name: Address, home: String) -> String {
    "somebody changed \(name) meanwhile: its mail is where it was, in \(home.shown) of the mail folder"
  }

  /// `item` is a folder in the trash that the store does not list.
  package static func stranded(_ name: Address, item: String) -> String {
    "something else stands in the place of the mail that \(name) had, or keeps it from going back: it "
      + "lies in .trash/\(item.shown) of the mail folder"
  }

  /// `item` is a folder in the trash whose mail has gone back.
  package static func keptFolder(_ item: String) -> String {
    "note: .trash/\(item.shown) of the mail folder stays, without its mail: it holds files that "
      + "rollbook did not put there; keep them elsewhere and remove the folder"
  }

  /// Of an item that somebody deleted from the trash's records while a run was at it.
  package static func withoutRecord(_ name: Address, home: String) -> String {
    "the trash has no record of \(name) any more: look for its mail in \(home.shown) of the mail "
      + "folder, and in .trash there"
  }

  /// `mayGoOn` where there is a server that somebody may be connected to.
  package static func withoutSessions(
    _ reason: String, of names: [Address], mayGoOn: Bool
  ) -> String {
    guard mayGoOn else { return "note: nobody's session could be ended: \(reason)" }
    return
      "warning: open sessions could not be ended: \(reason); whoever is connected stays so, as "
      + "\(first(names)), until `doveadm kick NAME` is run as root"
  }

  package static func withoutReception(_ reason: String) -> String {
    "warning: what the mail server is receiving could not be watched: \(reason); a slow sender's mail "
      + "for a name that changes hands may reach whoever has it then; root may look"
  }

  /// The first ten, and how many more there are.
  private static func first(_ names: [Address]) -> String {
    let more = names.count > 10 ? [andMore(names.count - 10)] : []
    return (names.prefix(10).map(\.text) + more).joined(separator: ", ")
  }

  /// `mayBounce` where there is a queue that may hold something.
  package static func withoutQueue(_ reason: String, mayBounce: Bool) -> String {
    let sentence = "the mail queue could not be watched: \(reason)"
    return mayBounce
      ? "warning: \(sentence); mail that waits there for a removed account will bounce, "
        + "and for a name that changes hands reach whoever has it then"
      : "note: \(sentence)"
  }

  /// While a run waits for `count` messages to leave the queue.
  package static func draining(_ count: Int) -> String {
    count == 0
      ? "waiting for the mail queue"
      : "waiting for \(self.count(count, "message")) in the mail queue"
  }

  /// What `unlock` did; `disabled` says why an account cannot log in all the same.
  package static func unlocked(
    _ freed: [Address], others: [Address], disabled: [Address: String] = [:]
  ) -> String {
    var lines = freed.map { name in
      disabled[name].map { "\(name) is locked no more, but \($0)" } ?? "\(name) may log in again"
    }
    lines += others.map { name in
      "\(name) was not locked" + (disabled[name].map { ", but \($0)" } ?? "")
    }
    return lines.joined(separator: "\n")
  }

  /// Why an account cannot log in, whatever became of its lock; nil is the account itself.
  package static func disabled(group: String?) -> String {
    group.map { "its group \($0.shown) is disabled" } ?? "it is disabled"
  }

  package static func unknownAccounts(_ names: [String]) -> String {
    let verb = names.count == 1 ? "there is no account" : "there are no accounts"
    return "nothing was changed: \(verb) \(names.map(\.shown).joined(separator: ", ")); "
      + "`rollbook list` shows who there is"
  }

  package static func alreadyRestored(_ name: Address, run: Int) -> String {
    "run \(run) brought back \(name): it had stopped half-way and was completed first"
  }

  package static func movedTarget(_ target: Address, now: Address?, of name: Address) -> String {
    let change = now.map { "was renamed to \($0) since" } ?? "is gone"
    return "warning: \(name) sends mail to \(target), who \(change); mend it in the manifest"
  }

  package static func stillALeaver(_ name: Address) -> String {
    "warning: the manifest lists \(name) as a leaver, so the next apply removes it again"
  }

  package static func stillNamesErased(_ name: Address) -> String {
    "warning: the manifest still names \(name) as a leaver, and would remove a later account of "
      + "that name; take the entry away"
  }

  package static func unknownOperator(_ name: String) -> String {
    "note: there is no account \(name), so no account is guarded as the operator's"
  }

  package static func lostAliases(_ aliases: [Address]) -> String {
    "others have taken by now: \(list(aliases))"
  }

  /// Of a mail folder that a store is to have.
  package static func missingHomes(_ missing: Int, of count: Int, in folder: String) -> String {
    "\(missing) of \(Self.count(count, "mail home")) of this store \(missing == 1 ? "is" : "are") not in "
      + "the mail folder \(folder.shown)"
  }

  /// An item that an erasure leaves, with what would let it go.
  package static func kept(because finding: Finding) -> String {
    "not erased: \(finding.message.shown)"
      + (finding.allow.map { "; \(toAllow($0.shown))" } ?? "")
  }

  package static func missingGroup(_ name: String) -> String {
    "it is in the group \(name), which is gone"
  }

  private static func list(_ names: [Address]) -> String {
    let more = names.count > 10 ? " \(andMore(names.count - 10))" : ""
    return names.prefix(10).map(\.text).joined(separator: ", ") + more
  }
}
