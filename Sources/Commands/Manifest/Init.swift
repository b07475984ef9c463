import ArgumentParser
import Execution
import MailModel
import Reports
import Stores
import System

/// The command `rollbook init`.
struct Init: Command {
  static let configuration = CommandConfiguration(
    abstract: "Start a site: a manifest, an empty store and a mail folder.",
    discussion: """
      Makes what is missing and leaves alone what is there: a manifest that exists is read for \
      the store and the mail location it names.
      """)

  @Argument(help: "The folder to start the site in.")
  var folder = "."

  @Option(help: ArgumentHelp("The default domain of the new manifest.", valueName: "domain"))
  var domain = "example.org"

  @Option(
    help: ArgumentHelp(
      "Take a mail folder although so many mail homes of the store are missing in it.",
      valueName: "figure"))
  var missingHomes: Int?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard Address("a@\(domain)", domain: nil) != nil else {
      throw ValidationError("--domain \(domain): this is no domain name")
    }
    let isManifest = [".yaml", ".yml"].contains { folder.hasSuffix($0) } && !Paths.exists(folder)
    guard !isManifest, !Paths.isFile(folder) else {
      throw ValidationError(
        "\(folder) is no folder: name the one to start the site in, or a manifest with --manifest")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    var options = shared
    options.manifests = [Paths.join(folder, shared.manifestFiles[0])]
    try makeFolder(folder)
    let manifest = options.manifests[0]
    if Paths.exists(manifest) {
      console.note("kept \(manifest)")
    } else {
      try writeManifest(to: manifest)
      try console.report("made \(manifest.shown)\n")
    }
    let site = try Site.withStore(options, console)
    if site.store.exists {
      console.note("kept the store \(site.store.display)")
    } else {
      try checkUnclaimed(site)
      try site.store.create()
      try console.report("made the store \(site.store.display.shown)\n")
    }
    let warning = try checkHomes(of: site)
    if Paths.exists(site.mailRoot) {
      console.note("kept the mail folder \(site.mailRoot)")
    } else {
      try makeFolder(site.mailRoot)
      try console.report("made the mail folder \(site.mailRoot.shown)\n")
    }
    do throws(StoreError) {
      try site.storage.mark(for: site.store.openReader().record().storeID)
    } catch .foreignMail(let path) {
      throw Self.foreign(path)
    }
    if let warning { console.note(warning) }
    return .done
  }

  /// Checks that a store which is yet to be made would not be left without a mail folder.
  private func checkUnclaimed(_ site: Site) throws {
    do throws(StoreError) {
      try site.storage.checkUnclaimed(by: "")
    } catch .foreignMail(let path) {
      throw Self.foreign(path)
    } catch .noMailFolder {}
  }

  private static func foreign(_ path: String) -> Failure {
    Failure(
      "\(path) is the mail folder of another store; name another one with `mail`, or remove "
        + "\(path)/.rollbook if that store is no more")
  }

  /// What there is to say of a folder that the store would have from now on: with its mark in a wrong
  /// one every mailbox would look empty.
  private func checkHomes(of site: Site) throws -> String? {
    guard let homes = try MissingHomes(of: site.store.openReader(), in: site.storage),
      homes.missing > 0
    else { return nil }
    let words = Wording.missingHomes(homes.missing, of: homes.count, in: site.mailRoot)
    guard homes.missing == homes.count, missingHomes != homes.missing else {
      return "warning: \(words)"
    }
    throw Failure(
      "\(words): write into `mail` where this store keeps its mail, or move it there with .rollbook; if "
        + "there was none, --missing-homes \(homes.missing)")
  }

  /// Makes a folder and those above it that are missing, open to the mail server's users.
  private func makeFolder(_ path: String) throws {
    guard !Paths.exists(path) else { return }
    try makeFolder(Paths.folder(of: path))
    // A umask would shut them out, and only show as a server that never answers.
    do throws(FileFailure) {
      _ = try NewFolder.make(path, mode: 0o755)
    } catch {
      throw StoreError.file(error.path, error.reason)
    }
  }

  private func writeManifest(to path: String) throws {
    do throws(FileFailure) {
      try NewFile.write(StarterManifest(domain: domain).text, to: path, mode: 0o640)
    } catch {
      throw StoreError.file(error.path, error.reason)
    }
  }
}
