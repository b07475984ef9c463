import MailModel

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
    let next =
      completing.isEmpty
      ? "the next apply gives up what it left"
      : "the next apply first completes the removal of "
        + completing.map(\.text).joined(separator: ", ")
    return "run \(run.number) stopped after step \(run.done) of \(run.steps); \(next)"
  }

  package static func stale(_ names: [String]) -> String {
    let shown = names.prefix(10).joined(separator: ", ")
    let more = names.count > 10 ? " and \(names.count - 10) more" : ""
    return
      "nothing was changed: the live side changed since the plan, of \(shown)\(more); plan again"
  }

  package static func credentialsNeeded(_ accounts: [Address]) -> String {
    let names = accounts.prefix(3).map(\.text).joined(separator: ", ")
    let more = accounts.count > 3 ? " and \(accounts.count - 3) more" : ""
    return "nothing was changed: \(names)\(more) ask for a generated password; "
      + "give --credentials FILE, a new file for them"
  }

  package static func interrupted(run: Int, done: Int, steps: Int) -> String {
    "run \(run) stopped after step \(done) of \(steps); apply again to go on"
  }

  package static func restored(_ item: TrashItem, as name: Address, run: Int) -> String {
    let renamed = name == item.name ? "" : " as \(name)"
    return "run \(run): brought back \(item.label)\(renamed) with "
      + "\(count(item.mailbox.messages, "message")); list it in the manifest to manage it again"
  }

  package static func erased(_ items: [TrashItem], run: Int) -> String {
    "run \(run): erased \(count(items.count, "item")) for good"
  }

  package static func replaced(holder: String) -> String {
    "took over the lock of \(holder), whose process is gone"
  }

  package static func resumed(_ runs: [Int]) -> String {
    let numbers = runs.map(String.init).joined(separator: ", ")
    return "closed run \(numbers), which had stopped half-way"
  }
}
