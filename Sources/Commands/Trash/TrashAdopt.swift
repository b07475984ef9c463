import ArgumentParser
import Execution
import MailModel
import Reports
import Stores

/// The command `rollbook trash adopt`.
struct TrashAdopt: TrashChange {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Take in a folder with mail that no account has.",
    discussion: """
      For mail homes and folders of the trash that `trash` lists as unknown, after a store came from \
      a backup or a row was deleted by hand. The folder becomes an item of the trash, held as long as \
      a removed mailbox; `trash restore` then makes an account of it.
      """)

  @Argument(help: "The folder, as `trash` lists it.")
  var folder: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whose mail it is, where the folder does not tell.", valueName: "name"))
  var owner: String?

  @OptionGroup var options: TrashOptions

  func perform(_ console: Console) throws -> Outcome {
    let access = try TrashAccess(options, console)
    let (console, domain) = (access.console, access.domain)
    let owner = try owner.map { try Address(named: $0, domain: domain) }
    do throws(Adoption.Refusal) {
      let item = try access.adoption().adopt(
        folder, as: owner, domain: domain, hold: access.hold)
      try? console.report(console.spelled(Wording.adopted(item)) + "\n")
      return .done
    } catch .refused(let finding) {
      console.note(TextReport(style: console.errorStyle).refusal([finding]))
      return .refused
    } catch {
      throw Failure(error)
    }
  }
}

extension Failure {
  fileprivate init(_ refusal: Adoption.Refusal) {
    switch refusal {
    case .unknown(let path):
      self.init(
        "nothing was changed: \(path) is no folder of mail that the store does not know; "
          + "`rollbook trash` lists them")
    case .takenIn(let item):
      self.init(
        "nothing was changed: it lies in the trash by now, as \(item.label); "
          + "`rollbook trash restore \(item.label) --as NAME` makes an account of it")
    default: self.init(Trash.Refusal(refusal))
    }
  }
}
