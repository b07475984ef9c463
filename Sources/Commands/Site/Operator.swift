import Execution
import MailModel
import Reports
import System

/// Who runs a command: an option, the environment, or the system's login name.
struct Operator {
  /// As given.
  let name: String
  /// The account it stands for; nil for a login name that can be none.
  let address: Address?
  /// True when an option or the environment names it, so that a mistake is worth a word.
  let isNamed: Bool

  /// - Throws: For a name given on purpose that no account can have.
  init(_ options: SharedOptions, domain: String?) throws {
    let given =
      options.operator ?? Environment["ROLLBOOK_OPERATOR"].flatMap { $0.isEmpty ? nil : $0 }
    name = given ?? Environment.loginName
    isNamed = given != nil
    address = Address(name, domain: domain)
    if isNamed, address == nil, domain != nil || name.contains("@") {
      throw Failure("--operator \(name): this is no account name", .usage)
    }
  }

  func environment(_ console: Console, _ site: Site, taking lock: String?) -> RunEnvironment {
    let zone = site.manifest.policy.timeZone
    var environment = RunEnvironment(
      operatorName: name, host: Host.current.name, pid: ProcessID.current,
      now: SystemClock.now, day: { Day(at: $0, in: zone) }, lockToTake: lock,
      isInterrupted: { StopSignal.isRequested },
      notice: { notice in
        guard !notice.isDetail || console.errorStyle.isVerbose else { return }
        console.note(console.spelled(Wording.notice(notice)))
      },
      progress: { done, steps, subject in
        console.progress(
          "\(done + 1) of \(steps): removing \(console.style.domains.spelled(subject))")
      })
    environment.uptime = SystemClock.uptime
    environment.pause = SystemClock.pause
    environment.draining = { console.progress(Wording.draining($0)) }
    return environment
  }
}
