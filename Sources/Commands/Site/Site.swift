import Execution
import MailModel
import MailServer
import Manifests
import Planning
import Reports
import Stores
import System

/// A manifest and the live side it speaks of, as the options, the environment and the manifest
/// name them.
struct Site {
  let reading: ManifestReading?
  /// The first manifest's folder.
  let base: String
  let store: StoreURL
  let location: MailLocation
  let storage: MaildirStorage
  /// The folder that holds every mail home, as seen from the working folder.
  let mailRoot: String

  /// A command that cannot do without a valid manifest: prints what is wrong with it, and fails.
  static func withManifest(_ options: SharedOptions, _ console: Console) throws -> Site {
    let reading = ManifestReader(files: options.manifestFiles).read()
    if !reading.diagnostics.isEmpty {
      console.note(
        DiagnosticText(style: console.errorStyle).text(
          of: reading.diagnostics, limit: 100, pointsToPage: reading.hasErrors))
    }
    guard !reading.hasErrors else { throw Outcome.failed }
    return try Site(options, reading: reading)
  }

  /// What of a manifest a command needs that asks the store.
  enum Reading {
    /// Everything, where a manifest is there.
    case whole
    /// Which site it is of: nothing where the options name store and mail, and no manifest.
    case head
  }

  /// A command that asks the store: a manifest only helps to find it.
  ///
  /// A manifest with mistakes may name the wrong store or the wrong mail; then the options have to. What
  /// writes goes by nothing else of it either.
  static func withStore(
    _ options: SharedOptions, _ console: Console, reading need: Reading = .whole,
    isWriting: Bool = false
  ) throws -> Site {
    if need == .head {
      if options.manifests.isEmpty, options.namesStoreAndMail {
        return try Site(options, reading: nil)
      }
      if let head = ManifestReader(files: options.manifestFiles).readHead() {
        return try Site(options, reading: head)
      }
    }
    let isThere = Paths.exists(options.manifestFiles[0])
    guard isThere || options.manifests.isEmpty else {
      throw Failure("\(options.manifestFiles[0]): no such file")
    }
    guard isThere else { return try Site(options, reading: nil) }
    let reading = ManifestReader(files: options.manifestFiles).read()
    if reading.hasErrors {
      console.note(
        DiagnosticText(style: console.errorStyle).text(
          of: reading.diagnostics, limit: 100, pointsToPage: reading.hasErrors))
      guard options.namesStoreAndMail else { throw Outcome.failed }
      guard !isWriting else {
        console.note("note: the manifest has mistakes; what the store remembers of it is kept to")
        return try Site(options, reading: nil)
      }
    }
    return try Site(options, reading: reading)
  }

  private init(_ options: SharedOptions, reading: ManifestReading?) throws {
    self.reading = reading
    base = reading == nil ? "." : Paths.folder(of: options.manifestFiles[0])
    let storeChoice = Self.choose(
      options.store, Environment["ROLLBOOK_STORE"], reading?.manifest.store, base: base)
    guard let (text, folder) = storeChoice else {
      throw Failure(
        reading == nil
          ? "there is no \(options.manifestFiles[0]) here, and no store is named: name a manifest with "
            + "--manifest FILE, or start a site with `rollbook init`"
          : "no store is named; write `store: sqlite:rollbook.db` or give --store")
    }
    store = try StoreURL(text, base: folder)
    let mailChoice =
      Self.choose(options.mail, Environment["ROLLBOOK_MAIL"], reading?.manifest.mail, base: base)
      ?? (MailLocation.standard, base)
    guard let location = MailLocation(mailChoice.text) else {
      throw Failure(
        "\"\(MaskedLogin.text(mailChoice.text))\" is no mail location; write for example \(MailLocation.standard)"
      )
    }
    self.location = location
    mailRoot = Paths.join(mailChoice.folder, location.root)
    storage = MaildirStorage(root: mailRoot)
  }

  /// The mail server of this host, whose settings the environment may name.
  ///
  /// - Throws: When the environment names settings that are not there: nobody must take a slip for
  ///   a host without a mail server, where no removal waits for queued mail.
  var mailServer: LocalMailServer {
    get throws {
      LocalMailServer(
        mailRoot: mailRoot,
        dovecotFile: try Self.settings("ROLLBOOK_DOVECOT", "Dovecot's settings file"),
        postfixFolder: try Self.settings(
          "ROLLBOOK_POSTFIX", "the folder of Postfix's settings", holding: "/main.cf"))
    }
  }

  private static func settings(
    _ variable: String, _ meaning: String, holding file: String = ""
  ) throws -> String? {
    guard let value = Environment.named(variable) else { return nil }
    let path = Paths.absolute(value)
    guard Paths.isFile(path + file) else {
      throw Failure(
        "\(variable)=\(value): \(path)\(file) is no file; name \(meaning), or unset it")
    }
    return path
  }

  /// Option, then environment, then manifest; only the manifest's paths start at its folder.
  private static func choose(
    _ option: String?, _ environment: String?, _ manifest: String?, base: String
  ) -> (text: String, folder: String)? {
    if let option { return (option, ".") }
    if let environment, !environment.isEmpty { return (environment, ".") }
    return manifest.map { ($0, base) }
  }

  /// Readers of one command share nothing but the store.
  func openReader() throws(StoreError) -> any DirectoryReader { try store.openReader() }

  /// What the manifest asks for; empty where a command went on without one.
  var manifest: Manifest { reading?.manifest ?? Manifest() }

  /// The same with its digests, which cost a pass over the files.
  var digestedManifest: Manifest { reading?.digested() ?? Manifest() }

  /// Diagnostics that only the live side showed, with the manifest's lines.
  func withExcerpts(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    reading?.withExcerpts(diagnostics) ?? diagnostics
  }

  /// What a plan that was decided before is judged by as well: the manifest at hand, else what the
  /// store remembers; nil where it remembers nothing.
  func standingRules(_ remembered: LastApplied?) throws -> StandingRules? {
    if let reading, !reading.hasErrors { return StandingRules(of: reading.manifest) }
    guard let remembered else { return nil }
    guard let text = remembered.policy else {
      return StandingRules(remembered: remembered, policy: Policy())
    }
    guard let policy = PolicyText.policy(in: text) else {
      throw Failure(
        "nothing was changed: the policy that the store remembers cannot be read; name the "
          + "manifest with --manifest")
    }
    return StandingRules(remembered: remembered, policy: policy)
  }

  /// The licence limit; nil where there is none.
  var seats: Int? { manifest.policy.seats }

  /// The default domain of bare names; nil where no manifest gives one.
  var domain: String? { reading?.manifest.domain }
}

extension Outcome: Error {}
