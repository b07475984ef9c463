import ArgumentParser
import MailModel
import MailServer
import Reports
import Stores

/// The command `rollbook messages`.
struct Messages: Command {
  static let configuration = CommandConfiguration(
    abstract: "Show what waits in a mailbox.",
    discussion: """
      Date of arrival, size, sender and subject of every message in the inbox and the other \
      folders, newest last. Reads headers alone and changes nothing. '*OUTQUEUE' shows what the \
      mail server has not delivered yet.
      """)

  @Argument(help: "An account, by name or alias, or '*OUTQUEUE'.")
  var name: String

  @Option(help: ArgumentHelp("Order: date, from, subject or size.", valueName: "key"))
  var sort: SortKey = .date

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, reading: .head)
    let console = console.spelling(site)
    guard !name.asciiLowercased.sameBytes(as: BuiltIn.outQueue.text.asciiLowercased) else {
      return try showQueue(of: site, console)
    }
    let reader = try site.store.openReader()
    let store = try reader.record()
    let address = Address(name, domain: site.domain ?? store.lastApplied?.domain)
    guard let account = try address.flatMap({ try reader.holder(of: $0) }) else {
      throw Failure("there is no account \(name); `rollbook list` shows who there is")
    }
    try site.storage.checkMark(of: store.storeID)
    let messages = Gathered()
    try site.storage.eachMessage(at: account.home) { messages.all.append($0) }
    sort.apply(to: &messages.all)
    let report = MessagesReport(messages.all, of: account.address)
    try console.report(report, as: format)
    return .done
  }

  private func showQueue(of site: Site, _ console: Console) throws -> Outcome {
    let server = try site.mailServer
    var entries: [QueueEntry]
    do throws(MailServerAbsence) { entries = try server.queue() } catch {
      throw Failure("there is no mail queue to show: \(error)")
    }
    sort.apply(to: &entries)
    let report = QueueReport(entries)
    try console.report(report, as: format)
    return .done
  }

  enum SortKey: String, ExpressibleByArgument, CaseIterable {
    case date
    case from
    case subject
    case size

    /// The date decides among equals.
    func apply(to messages: inout [MessageSummary]) {
      messages.sort {
        ($0.delivered, $0.folder, $0.subject) < ($1.delivered, $1.folder, $1.subject)
      }
      switch self {
      case .date: break
      case .from: messages.sort { $0.sender.bytesPrecede($1.sender) }
      case .subject: messages.sort { $0.subject.bytesPrecede($1.subject) }
      case .size: messages.sort { $0.bytes > $1.bytes }
      }
    }

    /// Entries come by date; the queue knows no subjects.
    func apply(to entries: inout [QueueEntry]) {
      switch self {
      case .date, .subject: break
      case .from: entries.sort { $0.sender.bytesPrecede($1.sender) }
      case .size: entries.sort { $0.bytes > $1.bytes }
      }
    }
  }
}

/// Messages as they are found.
private final class Gathered {
  var all: [MessageSummary] = []
}
