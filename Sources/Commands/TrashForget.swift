import ArgumentParser
import Execution
import MailModel
import Reports
import Stores

/// The command `rollbook trash forget`.
struct TrashForget: Command {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Drop the record of an item whose folder is gone.",
    discussion: """
      Only where the trash has no folder for it any more: then nothing can come back, and `trash \
      empty` would tell it every time. What the history says of the account stays, unless \
      --with-person is given.
      """)

  @Argument(help: "NAME, or NAME#RUN where the trash holds two of that name.")
  var name: String

  @Flag(
    help: "Also take what the store knows of the person out, as an erasure on request does.")
  var withPerson = false

  @OptionGroup var guards: TrashGuardOptions
  @OptionGroup var lock: LockOptions
  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, isWriting: true)
    let console = console.spelling(site)
    let remembered = try site.store.openReader().record().lastApplied
    let domain = site.domain ?? remembered?.domain
    let surroundings = try Operator(shared, domain: domain).surroundings(
      console, site, taking: lock.takeLock)
    let server = try site.mailServer
    do throws(Trash.Refusal) {
      let (item, run) = try Trash.opened(site, server, lock, surroundings, guards)
        .forget(name, domain: domain, withPerson: withPerson)
      try? console.report(console.spelled(Wording.forgotten(item, run: run)) + "\n")
      return .done
    } catch .refused(let finding) {
      console.note(TextReport(style: console.errorStyle).refusal([finding]))
      return .refused
    } catch .store(let error) where !error.isAboutMail {
      throw error
    } catch {
      throw Failure(error)
    }
  }
}
