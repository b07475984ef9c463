import Execution
import MailModel
import MailServer
import Reports
import Stores

extension Wording {
  /// What a run found and put right before its own work.
  static func notice(_ notice: Notice) -> String {
    switch notice {
    case .tookOver(let holder): replaced(holder: holder.description)
    case .resumed(let run):
      ([resumed(run.number, completed: run.completed, givenUp: run.givenUp)]
        + run.places.map(place(of:))).joined(separator: "\n")
    case .keptFolder(let folder): keptFolder(folder)
    case .withoutSessions(let absence, let names):
      withoutSessions(absence.description, of: names, mayGoOn: absence.isFailure)
    case .withoutReception(let absence): withoutReception(absence.description)
    case .withoutQueue(let absence):
      withoutQueue(absence.description, mayBounce: absence.isOfAServer)
    }
  }
}

extension Wording {
  private static func place(of mail: MailPlace) -> String {
    switch mail.place {
    case .trash(let item): adopted(mail.account, as: item)
    case .home(let home): leftAlone(mail.account, home: home)
    case .item(let item): stranded(mail.account, item: item)
    case .unknownItem(let home): withoutRecord(mail.account, home: home)
    }
  }
}
