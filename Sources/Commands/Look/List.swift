import ArgumentParser
import Execution
import MailModel
import MailServer
import Reports
import Stores
import System

/// The command `rollbook list`.
struct List: Command {
  static let configuration = CommandConfiguration(
    abstract: "Show the user list of the live store.",
    discussion: """
      Name, marks, group, messages in the inbox, size of all folders, comment; the seats used. \
      Counts the mail on disk at this moment and changes nothing.
      """)

  @Option(help: ArgumentHelp("Order: name, group, messages or size.", valueName: "key"))
  var sort: SortKey = .name

  @Option(help: ArgumentHelp("Only the members of this group.", valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp(
      """
      Only accounts with this mark: admin, disabled, locked, leaving, autoresponder, assistant, \
      forwarding, owned, unowned; repeatable, all must fit.
      """, valueName: "mark"))
  var mark: [Mark] = []

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console)
    let console = console.spelling(site)
    let reader = try site.store.openReader()
    let snapshot = try reader.readableSnapshot()
    var problems = snapshot.damage.map { StoreError.damaged(reader.name, $0).description }
    do throws(StoreError) { try site.storage.checkMark(of: snapshot.storeID) } catch {
      console.note("warning: \(error); the figures may be another folder's")
    }
    let disabled = Set(snapshot.groups.filter { !$0.values.isEnabled }.map(\.name))
    if let group { try check(group, in: snapshot) }
    var lines: [AccountLine] = []
    for account in snapshot.accounts.all {
      // Whose group is disabled cannot log in either.
      var account = account
      if let name = account.values.group, disabled.contains(name) {
        account.values[.enabled] = .flag(false)
      }
      guard isWanted(account) else { continue }
      let line = line(of: account, at: site)
      lines.append(line)
      if let problem = line.problem { problems.append(problem) }
    }
    sort.apply(to: &lines)
    if group == nil, mark.isEmpty {
      lines.append(queueLine(of: try site.mailServer))
    }
    let report = ListReport(
      lines, seatsUsed: snapshot.accounts.count,
      seatsLimit: site.seats)
    try console.report(report, as: format)
    let told = tell(problems, console)
    guard snapshot.damage.isEmpty else { return told }
    let check = site.mailCheck(by: reader)
    let difference = try check.difference(from: snapshot)
    console.tell(check.warnings(of: difference, in: snapshot))
    let errors = try check.errors(of: difference, in: snapshot)
    console.tell(errors)
    return errors.isEmpty ? told : .failed
  }

  /// What keeps the list from being whole, each once, and not more than a screen of it.
  private func tell(_ problems: [String], _ console: Console) -> Outcome {
    var told: Set<String> = []
    let problems = problems.filter { told.insert($0).inserted }
    for problem in problems.prefix(20) { console.error(problem) }
    if problems.count > 20 { console.error("and \(problems.count - 20) more of that kind") }
    return problems.isEmpty ? .done : .failed
  }

  private func check(_ group: String, in snapshot: Snapshot) throws {
    let name = group.asciiLowercased
    let isKnown =
      snapshot.groups.contains { $0.name.sameBytes(as: name) }
      || snapshot.accounts.all.contains { $0.values.group?.sameBytes(as: name) == true }
    if !isKnown { throw Failure("there is no group \(group)") }
  }

  private func isWanted(_ account: LiveAccount) -> Bool {
    if let group, account.values.group?.sameBytes(as: group.asciiLowercased) != true {
      return false
    }
    return mark.allSatisfy { $0.fits(account) }
  }

  /// One account; a mailbox that cannot be counted has no figures, and the line says why.
  private func line(of account: LiveAccount, at site: Site) -> AccountLine {
    let maildir = Paths.relative("\(site.mailRoot)/\(account.home)/Maildir", to: site.base)
    do throws(StoreError) {
      let mailbox = try site.storage.mailbox(at: account.home)
      return AccountLine(account, mailbox: mailbox, maildir: maildir)
    } catch {
      var line = AccountLine(account, mailbox: nil, maildir: maildir)
      line.problem = error.description
      return line
    }
  }

  /// Postfix's queue beside the mailboxes; without one it says so.
  private func queueLine(of server: LocalMailServer) -> AccountLine {
    var line = AccountLine(account: BuiltIn.outQueue, kind: .builtIn, isOwned: false)
    do throws(MailServerAbsence) {
      let queue = try server.queue()
      line.messages = queue.count
      line.bytes = queue.reduce(0) { $0 + $1.bytes }
    } catch {
      line.comment = error.description
    }
    return line
  }

  enum SortKey: String, ExpressibleByArgument, CaseIterable {
    case name
    case group
    case messages
    case size

    /// Lines come sorted by name, which decides among equals.
    func apply(to lines: inout [AccountLine]) {
      switch self {
      case .name: break
      case .group: lines.sort { ($0.group ?? "").bytesPrecede($1.group ?? "") }
      case .messages: lines.sort { ($0.messages ?? 0) > ($1.messages ?? 0) }
      case .size: lines.sort { ($0.bytes ?? 0) > ($1.bytes ?? 0) }
      }
    }
  }

  enum Mark: String, ExpressibleByArgument, CaseIterable {
    case admin
    case disabled
    case locked
    case leaving
    case autoresponder
    case assistant
    case forwarding
    case owned
    case unowned

    func fits(_ account: LiveAccount) -> Bool {
      switch self {
      case .admin: account.values.isAdmin
      case .disabled: !account.values.isEnabled
      case .locked: account.marks.contains(.locked)
      case .leaving: account.marks.contains(.leaving)
      case .autoresponder: account.values.autoresponder != nil
      case .assistant: account.values.assistant != nil
      case .forwarding: account.values.forwarding?.isEnabled == true
      case .owned: account.isOwned
      case .unowned: !account.isOwned
      }
    }
  }
}
