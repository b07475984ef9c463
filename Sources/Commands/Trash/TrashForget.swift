import ArgumentParser
import Execution
import MailModel
import Reports
import Stores

/// The command `rollbook trash forget`.
struct TrashForget: TrashChange {
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

  @OptionGroup var options: TrashOptions

  func perform(_ console: Console) throws -> Outcome {
    let access = try TrashAccess(options, console)
    let (console, domain) = (access.console, access.domain)
    do throws(Trash.Refusal) {
      let (item, run) = try access.trash()
        .forget(name, domain: domain, withPerson: withPerson)
      if withPerson, let address = Address(String(item.prefix { $0 != "#" }), domain: domain),
        access.site.manifest.removes(address)
      {
        console.note(console.spelled(Wording.stillNamesErased(address)))
      }
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
