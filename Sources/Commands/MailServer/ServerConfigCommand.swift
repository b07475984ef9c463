import ArgumentParser
import Execution
import MailModel
import Reports
import Stores
import System

/// The command `rollbook server-config`.
struct ServerConfigCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "server-config",
    abstract: "Print the settings with which Dovecot or Postfix read the store.",
    discussion: """
      Every file for the store and the mail location in use, each under its path, owner and mode, \
      for Dovecot 2.3 and Postfix 3.7. With --out the files are written instead; one that is there \
      and differs is never replaced.
      """)

  enum Server: String, ExpressibleByArgument, CaseIterable {
    case dovecot
    case postfix
  }

  @Argument(help: "dovecot or postfix.")
  var server: Server

  @Option(
    help: ArgumentHelp(
      "Write the files into this folder; without it they are printed as for /etc/dovecot or "
        + "/etc/postfix.", valueName: "folder"))
  var out: String?

  @Option(help: ArgumentHelp("The system user that owns all mail.", valueName: "user"))
  var mailUser = "vmail"

  @Option(
    help: ArgumentHelp(
      "The mail server's own name; by default mail. and the manifest's domain.", valueName: "name"),
    transform: { try HostName($0) })
  var hostname: HostName?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard ServerSettings.isUser(mailUser) else {
      throw ValidationError("--mail-user \(mailUser): this is no name of a system user")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console)
    let console = console.spelling(site)
    let folder = out.map(Paths.absolute) ?? "/etc/\(server.rawValue)"
    var settings = ServerSettings(
      driver: .sqlite(try nameable(site.store.path)), mailRoot: try nameable(site.mailRoot),
      folder: try nameable(folder), mailUser: mailUser,
      hostName: hostname?.text ?? site.domain.map { "mail.\($0)" } ?? Host.current.name,
      timeZone: site.manifest.policy.timeZone)
    settings.domain = site.domain
    let files =
      switch server {
      case .dovecot: DovecotSettings(settings).files
      case .postfix: PostfixSettings(settings).files
      }
    if site.store.exists {
      for sentence in StandardNames.missing(among: try site.openReader().snapshot().takenAddresses)
      {
        console.note("warning: \(console.spelled(sentence))")
      }
      for obstacle in obstacles(settings, Paths.absolute(site.store.path)) {
        console.note("warning: \(obstacle)")
      }
    } else {
      let path = Paths.relative(site.store.path, to: ".")
      console.note("note: there is no store at \(path) yet; rollbook init makes it")
    }
    guard out != nil else {
      try console.report(files.listing(in: folder))
      return .done
    }
    try SettingsFolder(path: folder).write(files, console)
    return .done
  }

  /// What keeps the server's processes from what they need.
  private func obstacles(
    _ settings: ServerSettings, _ store: String
  ) -> [ServerReach.Obstacle] {
    guard let reach = ServerReach(mailUser: mailUser) else { return [] }
    return reach.obstacles(toStore: store, besideMail: settings.mailRoot)
      + (server == .dovecot ? reach.obstacles(toMail: settings.mailRoot) : [])
  }

  /// The path from the root, which the servers' files and SQL must be able to spell.
  private func nameable(_ path: String) throws -> String {
    let path = Paths.absolute(path)
    guard ServerSettings.canName(path) else {
      throw Failure(
        "\(path): settings of a mail server can name paths of letters, digits and /._-+@ only")
    }
    return path
  }
}
