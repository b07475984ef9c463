import Execution
import MailModel
import Planning
import Reports
import Stores

/// Turns a refusal into a line and its exit status.
func refusable<Value>(_ body: () throws(Trash.Refusal) -> Value) throws -> Value {
  do throws(Trash.Refusal) {
    return try body()
  } catch {
    if case .store(let error) = error, !error.isAboutMail { throw error }
    throw Failure(error)
  }
}

extension Failure {
  init(_ refusal: Trash.Refusal) {
    switch refusal {
    case .unknown(let label):
      self.init("nothing was changed: the trash holds no \(label); `rollbook trash` lists it")
    case .ambiguous(let label, let items):
      self.init(
        "nothing was changed: the trash holds more than one \(label); name one of "
          + items.joined(separator: ", "))
    case .addressTaken(let address):
      self.init(
        "nothing was changed: \(address) is taken by now; bring it back under a free name, --as NAME"
      )
    case .undeclaredDomain(let address):
      self.init(
        "nothing was changed: with \(address) all mail to \(address.domain) would be taken here; add "
          + "`\(address.domain): {}` under `domains`, or bring it back under another name, --as NAME"
      )
    case .alreadyRestored(let address, let run):
      self.init(Wording.alreadyRestored(address, run: run), .done)
    case .alreadyGiven(let address, let mailbox, let run):
      self.init(Wording.givenBack(mailbox, to: address, run: run), .done)
    case .adopted(let item, let refusal):
      self.init(item, refusal)
    case .nested(let item, let relation):
      self.init(
        "nothing was changed: the mail home of \(item.label) (\(item.home)) \(relation.description); "
          + "bring it back once that account is gone, or see `rollbook explain nested-home`")
    case .nameless(let path):
      self.init(
        "nothing was changed: nothing tells whose mail lies in \(path); say so with --as NAME")
    case .shapeless(let path):
      self.init(
        "nothing was changed: \(path) has no mail that can be counted; a file or a link there is to be "
          + "moved out of .trash, a folder needs its mail in \(path)/Maildir")
    case .twofold(let path):
      self.init(
        "nothing was changed: both \(path)/Maildir and \(path)/mail are there; give the second another "
          + "name, or the first, whichever is not the mail")
    case .around(let path, let inner):
      self.init(
        "nothing was changed: the mail home of \(inner.name) (\(inner.home)) lies in \(path); "
          + "move \(path)/Maildir alone into a new folder, which `rollbook trash` then lists")
    case .ofLiveAccount(let folder, let account):
      self.init(
        "nothing was changed: that is the mail of \(account), which lives; "
          + "give it back with `rollbook trash restore \(folder.asShellWord)`")
    case .moved(let path, let account):
      self.init(
        "nothing was changed: that is the mail home of \(account.address), which lives and has none; "
          + "`mv \(path.asShellWord) \(account.home.asShellWord)` in the mail folder takes it back")
    case .stillThere(let item):
      self.init(
        "nothing was changed: the trash still has a folder for \(item.label); "
          + "`rollbook trash restore` brings it back, `rollbook trash empty "
          + "--erase-before-hold \(item.label)` erases it")
    case .noSeat(let limit):
      self.init(
        "nothing was changed: all \(limit) seats are taken; remove an account or raise policy.seats"
      )
    case .refused(let finding):
      self.init("nothing was changed: \(finding.message)", .refused)
    case .interrupted(let run, let error):
      self.init(Wording.interrupted(run: run, by: error.description), .stopped)
    case .awaited(.queued(let names)):
      self.init(Wording.queuedForOthers(names))
    case .awaited(.receiving(let messages, let names)):
      self.init(Wording.receivedForOthers(messages, names))
    case .awaited(.store(let error)):
      self.init("nothing was changed: \(error)")
    case .awaited:
      self.init("nothing was changed: the run was interrupted before it began")
    case .store(let error):
      self.init("nothing was changed: \(error)")
    }
  }
}

extension Failure {
  /// Of an item that was made, and does not come back.
  private init(_ item: TrashItem, _ refusal: Trash.Refusal) {
    let cause = Failure(refusal)
    let prefix = "nothing was changed: "
    let reason =
      cause.message.hasPrefix(prefix)
      ? String(cause.message.dropFirst(prefix.count)) : cause.message
    self.init("\(Wording.adopted(item)); it did not come back now: \(reason)", cause.outcome)
  }
}

extension Trash.Refusal {
  init(_ refusal: Adoption.Refusal) {
    self =
      switch refusal {
      case .unknown(let path): .unknown(path)
      case .ofLiveAccount(let folder, let account): .ofLiveAccount(folder, account)
      case .moved(let path, let account): .moved(path, account)
      case .shapeless(let path): .shapeless(path)
      case .twofold(let path): .twofold(path)
      case .around(let path, let inner): .around(path, inner)
      case .takenIn(let item): .unknown(item.label)
      case .notRestorable(let refusal): refusal
      case .interrupted(let run, let error): .interrupted(run: run, error)
      case .nameless(let path): .nameless(path)
      case .refused(let finding): .refused(finding)
      case .store(let error): .store(error)
      }
  }
}

extension Address {
  /// The account name that somebody gave with `--as`.
  init(named name: String, domain: String?) throws {
    guard let address = Address(name, domain: domain), !address.isBuiltIn else {
      throw Failure("--as \(name): this is no account name", .usage)
    }
    self = address
  }
}
