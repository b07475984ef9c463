import ArgumentParser
import Execution
import MailModel
import MailServer
import Planning
import Stores

/// The options of every command that writes to the trash.
struct TrashOptions: ParsableArguments {
  @OptionGroup var guards: TrashGuardOptions
  @OptionGroup var lock: LockOptions
  @OptionGroup var shared: SharedOptions
}

/// A command that writes to the trash.
protocol TrashChange: Command {
  var options: TrashOptions { get }
}

extension TrashChange {
  var shared: SharedOptions { options.shared }
}

/// The site as a command on the trash finds it, and the ways into its trash.
struct TrashAccess {
  let site: Site
  /// The console that spells the site's domains.
  let console: Console
  /// What the manifest at hand says, else what the store remembers of the last one.
  let policy: Policy
  /// The default domain of bare names.
  let domain: String?

  private let options: TrashOptions
  private let environment: RunEnvironment
  private let server: LocalMailServer

  init(_ options: TrashOptions, _ console: Console) throws {
    self.options = options
    site = try Site.withStore(options.shared, console, isWriting: true)
    self.console = console.spelling(site)
    let remembered = try site.store.openReader().record().lastApplied
    policy = try site.standingRules(remembered)?.policy ?? Policy()
    hold = max(policy.hold, remembered?.hold ?? .days(1))
    domain = site.domain ?? remembered?.domain
    environment = try Operator(options.shared, domain: domain).environment(
      self.console, site, taking: options.lock.takeLock)
    server = try site.mailServer
  }

  /// How long mail stays in the trash that goes there now.
  let hold: TimeSpan

  func trash() throws(Trash.Refusal) -> Trash {
    do throws(StoreError) {
      return Trash(
        directory: try openWriter(), mail: site.storage, server: server,
        environment: environment, allowances: options.guards.allowances)
    } catch { throw .store(error) }
  }

  func adoption() throws(Adoption.Refusal) -> Adoption {
    do throws(StoreError) {
      return Adoption(
        directory: try openWriter(), mail: site.storage, server: server, location: site.location,
        environment: environment, allowances: options.guards.allowances)
    } catch { throw .store(error) }
  }

  private func openWriter() throws(StoreError) -> any DirectoryWriter {
    try site.store.openWriter(lockTimeout: options.lock.lockTimeout)
  }
}
