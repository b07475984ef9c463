import ArgumentParser
import Execution
import MailModel
import Manifests
import Planning
import Reports
import Stores
import System

/// The command `rollbook route`.
struct RouteCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Show who gets a message to an address.",
    discussion: """
      Follows aliases, groups, forwards and assistants as the mail server does: now, and once the \
      manifest is applied where there is one. With --store and --mail the manifest counts only where \
      --manifest names it. Writes nothing. That nobody has the address is an answer too, and no error.
      """)

  @Argument(help: "The address; a bare name takes the manifest's domain.")
  var address: String

  @Option(
    help: ArgumentHelp(
      "Who sends the message; an assistant's own mail is not copied to it.", valueName: "address"))
  var from: String?

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let isNamed = shared.manifests.isEmpty && shared.namesStoreAndMail
    let site = try Site.withStore(shared, console, reading: isNamed ? .head : .whole)
    let console = console.spelling(site)
    let reader = try site.openReader()
    let domain = try site.domain ?? reader.record().lastApplied?.domain
    let asked = try Self.address(address, domain)
    let sender = try from.map { try Self.address($0, domain) }
    let snapshot = try Snapshot(
      reachableFrom: [asked] + (sender.map { [$0] } ?? []), in: reader)
    let today = Day(at: SystemClock.now(), in: site.manifest.policy.timeZone)
    let planned = try draft(of: site, today, console)
    let report = RouteReport(
      asked, from: sender, now: snapshot.route(to: asked, from: sender, on: today),
      after: planned.draft?.route(to: asked, from: sender))
    try console.report(report, as: format)
    return planned.fits ? .done : .failed
  }

  /// nil without a manifest, and for one that does not fit the live side; that is printed.
  private func draft(
    of site: Site, _ today: Day, _ console: Console
  ) throws -> (draft: UnjudgedPlan?, fits: Bool) {
    guard let reading = site.reading, !reading.hasErrors else { return (nil, true) }
    let context = PlanContext(operatorAddress: nil, now: SystemClock.now(), today: today)
    let draft = try PlanMaker(
      directory: try site.openReader(), mail: site.storage, location: site.location
    ).draft(for: site.manifest, in: context)
    if !draft.diagnostics.isEmpty {
      console.note(
        DiagnosticText(style: console.errorStyle).text(of: site.withExcerpts(draft.diagnostics)))
    }
    return draft.diagnostics.contains { $0.severity == .error } ? (nil, false) : (draft, true)
  }

  private static func address(_ text: String, _ domain: String?) throws -> Address {
    if let address = Address(mailTo: text, domain: domain) { return address }
    throw Failure(
      domain == nil && !text.contains("@")
        ? "\(text): a bare name needs the manifest's `domain`; write name@domain"
        : "\(text): this is no address", .usage)
  }
}
