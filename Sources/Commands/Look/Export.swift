import ArgumentParser
import Execution
import MailModel
import Manifests
import Stores
import System

/// The command `rollbook export`.
struct Export: Command {
  static let configuration = CommandConfiguration(
    abstract: "Write the live store as a manifest.",
    discussion: """
      Owned accounts and groups with the fields rollbook manages, sorted by name: planning the \
      result finds nothing to do. Passwords are left out.
      """)

  @Flag(help: "Also what rollbook does not own; planning it shows exactly those.")
  var all = false

  @Flag(help: "Also password hashes; needs --out.")
  var passwords = false

  @Option(
    help: ArgumentHelp(
      "Write to a new file that only its owner can read.", valueName: "file"))
  var out: String?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if passwords, out == nil { throw ValidationError("--passwords needs --out FILE") }
  }

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console)
    let snapshot = try site.store.openReader().snapshot()
    let writer = ManifestWriter(
      domain: site.domain ?? snapshot.lastApplied?.domain,
      store: site.reading?.manifest.store ?? site.store.display,
      mail: site.reading?.manifest.mail ?? site.location.text,
      policyText: snapshot.lastApplied?.policy,
      groups: snapshot.groups.filter { all || $0.isOwned },
      accounts: snapshot.accounts.all.filter { all || $0.isOwned },
      showsPasswords: passwords, typedDomains: site.manifest.typedDomains,
      declaredDomains: site.manifest.policy.ownDomains ?? [])
    let text = writer.text()
    if let out {
      do throws(FileFailure) {
        try NewFile.write(text, to: out, mode: 0o600)
      } catch {
        throw StoreError.file(error.path, error.reason)
      }
    } else {
      try console.report(text)
    }
    Self.tell(Self.mistakes(in: text, at: out ?? "export"), console)
    return .done
  }

  /// What a manifest can't hold though the store has it, such as characters that nobody can see.
  private static func mistakes(in text: String, at path: String) -> [Diagnostic] {
    ManifestReader(files: [path]) { _ in .success(Array(text.utf8)) }.read().diagnostics
      .filter { $0.severity == .error }
  }

  private static func tell(_ mistakes: [Diagnostic], _ console: Console) {
    guard !mistakes.isEmpty else { return }
    console.note("warning: the store holds what no manifest may hold; a plan of this text stops:")
    console.tell(mistakes)
  }
}
