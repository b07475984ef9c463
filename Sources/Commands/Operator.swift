import Execution
import MailModel

/// Who runs a command: an option, the environment, or the system's login name.
struct Operator {
  /// As given.
  let name: String
  /// The account it stands for; nil for a name that can be none.
  let address: Address?

  init(_ options: SharedOptions, domain: String?) {
    let given =
      options.operator ?? Environment["ROLLBOOK_OPERATOR"].flatMap { $0.isEmpty ? nil : $0 }
    name = given ?? Environment.loginName
    address = Address(name, domain: domain)
  }

  func surroundings(_ console: Console, _ site: Site, taking lock: String?) -> Surroundings {
    let zone = site.manifest.policy.timeZone
    return Surroundings(
      operatorName: name, host: Environment.hostName, pid: ProcessID.current,
      now: { Environment.now }, day: { Environment.day(of: $0, in: zone) }, lockToTake: lock,
      isInterrupted: { StopSignal.isRequested },
      notice: { console.note(Wording.notice($0)) },
      progress: { done, steps, subject in
        console.progress("\(done + 1) of \(steps): removing \(subject)")
      })
  }
}
