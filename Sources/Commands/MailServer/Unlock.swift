import ArgumentParser
import Execution
import MailModel
import Reports
import Stores
import System

/// The command `rollbook unlock`.
struct Unlock: Command {
  static let configuration = CommandConfiguration(
    abstract: "Free accounts that failed logins have locked.",
    discussion: """
      Forgets the failed logins of these accounts, so that they may log in at once. A lock also \
      runs out by itself, after the time in policy.lockout. With a name that nobody has, nothing \
      is changed.
      """)

  @Argument(help: "Accounts, by name or alias.")
  var names: [String]

  @Option(
    help: ArgumentHelp(
      "Milliseconds to wait while another process writes to the store.", valueName: "ms"))
  var lockTimeout = 5_000

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, reading: .head)
    let console = console.spelling(site)
    let writer = try site.store.openWriter(lockTimeout: max(0, lockTimeout))
    let domain = try site.domain ?? writer.record().lastApplied?.domain
    let result: Lockout.Freed
    do throws(Lockout.Refusal) {
      result = try Lockout(directory: writer, at: SystemClock.now()).free(names, domain: domain)
    } catch .unknown(let names) {
      throw Failure(Wording.unknownAccounts(names))
    } catch .store(let error) {
      throw error
    }
    try console.report(
      console.spelled(
        Wording.unlocked(
          result.freed, others: result.others,
          disabled: Dictionary(
            result.disabled.map { ($0.account, Wording.disabled(group: $0.group)) },
            uniquingKeysWith: { first, _ in first }))) + "\n")
    return .done
  }
}
