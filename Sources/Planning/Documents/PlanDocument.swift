import MailModel

/// A plan as JSON: what `plan --format json` prints and `plan --out` saves.
///
/// The same plan is the same bytes, but for `created`. Secrets are masked; whoever carries a saved
/// plan out takes them from the manifest. A text that is not what `text()` writes is no plan that
/// anybody carries out.
package struct PlanDocument: Codable, Hashable, Sendable {
  /// The version of the form, 1.
  package static let version = 1

  package struct ManifestPart: Codable, Hashable, Sendable {
    package struct File: Codable, Hashable, Sendable {
      package var path: String
      package var digest: String
      package var entries: Int
    }

    package var digest: String
    package var files: [File]
  }

  package struct StorePart: Codable, Hashable, Sendable {
    package var id: String
    /// Without credentials.
    package var url: String
  }

  package struct Summary: Codable, Hashable, Sendable {
    package var add: Int
    package var edit: Int
    package var rename: Int
    package var adopt: Int
    package var remove: Int
    package var unchanged: Int
    package var unmanaged: Int
  }

  package var version: Int
  /// ISO 8601 in UTC.
  package var created: String
  package var manifest: ManifestPart
  package var store: StorePart
  package var verdict: String
  /// Over all the rest but `created`; empty here, `text()` fills it in and `read` holds it against
  /// the text.
  private var digest = ""
  /// `Plan.digest`: what an approval names this plan by.
  package var changesDigest: String
  package var summary: Summary
  package var changes: [ChangeDocument]
  package var findings: [FindingDocument]
  /// Addresses whose mail reaches others once the plan is done.
  package var delivery: [DeliveryDocument]
  /// Domains whose mail the site begins or ceases to take; nil where there is none.
  package var domains: [DomainDocument]?
  /// `GUARD:VALUE`, as given with `--allow`.
  package var allowances: [String]
  /// Of the manifest that the plan was made of; nil where it has none.
  package var approvals: [ApprovalDocument]?
  /// Owned accounts before the plan.
  package var ownedBefore: Int
  /// Removals that `--hold-removals` left out.
  package var heldRemovals: [String]
  package var appliedState: AppliedStateDocument
  /// nil where accounts are locked as before.
  package var lockout: LockoutChangeDocument?
  /// What the guards judged by.
  package var policy: PolicyDocument
  /// Names of the groups that the manifest declares.
  package var groups: [String]
  /// The run that the plan takes back; nil for a plan of a manifest.
  package var undoes: Int?

  private enum CodingKeys: String, CodingKey {
    case version = "rollbook_plan"
    case created
    case manifest
    case store
    case verdict
    case digest
    case changesDigest
    case summary
    case changes
    case findings
    case delivery
    case domains
    case allowances
    case approvals
    case ownedBefore
    case heldRemovals
    case appliedState = "bookkeeping"
    case lockout
    case policy
    case groups
    case undoes
  }

  /// Masks secrets and credentials; `created` is ISO 8601 in UTC, as `ISO8601.text` gives it.
  package init(
    plan: Plan, created: String, storeURL: String, allowances: [Allowance] = [],
    approvals: [Approval] = []
  ) {
    version = Self.version
    self.created = created
    manifest = ManifestPart(
      digest: plan.manifestDigest,
      files: plan.sources.map {
        ManifestPart.File(path: $0.name, digest: $0.digest, entries: $0.entries)
      })
    store = StorePart(id: plan.storeID, url: Self.withoutCredentials(storeURL))
    verdict = plan.verdict.rawValue
    changesDigest = plan.digest
    summary = Summary(
      add: plan.summary.add, edit: plan.summary.edit, rename: plan.summary.rename,
      adopt: plan.summary.adopt, remove: plan.summary.remove, unchanged: plan.summary.unchanged,
      unmanaged: plan.summary.unmanaged)
    changes = plan.changes.map(ChangeDocument.init)
    findings = plan.findings.map(FindingDocument.init)
    delivery = plan.delivery.map(DeliveryDocument.init)
    domains = plan.domains.isEmpty ? nil : plan.domains.map(DomainDocument.init)
    self.allowances = allowances.map(\.description)
    self.approvals = approvals.isEmpty ? nil : approvals.map(ApprovalDocument.init)
    ownedBefore = plan.ownedBefore
    heldRemovals = plan.heldRemovals.map(\.text)
    appliedState = AppliedStateDocument(plan.appliedState)
    lockout = plan.lockout.map(LockoutChangeDocument.init)
    policy = PolicyDocument(plan.policy)
    groups = plan.declaredGroups
    undoes = plan.undoes
  }

  /// Indented JSON with sorted keys and a line feed at its end, under its digest.
  package func text() -> String { PlanSeal.sealed(JSONText.pretty(self)) }

  /// The digest in a text of `text()`.
  package static func digest(in text: String) -> String? { PlanSeal.digest(in: text) }

  /// Reads back what `text()` wrote, of this version only.
  ///
  /// To the byte: so there is no key that nobody knows or that stands twice, no number or letter
  /// written in another way, nothing behind the end, and nothing that the digest is not of.
  package static func read(_ text: String) throws(PlanDocumentError) -> PlanDocument {
    guard let form = Form(text) else { throw .notAPlan }
    guard form.version == version else { throw .otherVersion(form.version) }
    if form.isUnsealed { throw .unsealed }
    guard var document = try? JSONText.decode(PlanDocument.self, from: text) else {
      throw .notAPlan
    }
    document.digest = ""
    guard document.text().sameBytes(as: text) else { throw .notAPlan }
    return document
  }

  /// True of a plan of any version, whatever else is in it.
  package static func isPlan(_ text: String) -> Bool { Form(text) != nil }

  /// What tells plans of all versions apart.
  private struct Form: Decodable {
    var version: Int
    var created: String?
    var digest: String?
    var changesDigest: String?

    enum CodingKeys: String, CodingKey {
      case version = "rollbook_plan"
      case created
      case digest
      case changesDigest
    }

    init?(_ text: String) {
      guard let form = try? JSONText.decode(Form.self, from: text) else { return nil }
      self = form
    }

    /// True of a plan of a rollbook that did not yet put all of it under a digest.
    var isUnsealed: Bool { created != nil && (digest == nil || changesDigest == nil) }
  }

  /// Cuts user and password, and the query that may hold them, from a URL with a host.
  private static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    // The last `@` wherever it stands: a password with an unescaped `/` or `?` must not show.
    let rest = url[scheme.upperBound...]
    let start = rest.lastIndex(of: "@").map { rest.index(after: $0) } ?? rest.startIndex
    return String(url[..<scheme.upperBound] + rest[start...].prefix { $0 != "?" })
  }
}

/// Why a text is no plan that this rollbook can read.
package enum PlanDocumentError: Error, Hashable, CustomStringConvertible {
  /// It is none, or no longer what was written.
  case notAPlan
  /// The version found.
  case otherVersion(Int)
  /// An older rollbook made it, without a digest over the whole.
  case unsealed
  /// The change of this account or group does not say what it assumes.
  case withoutPrecondition(String)
  /// The password of this account is not the one that the plan was made with.
  case secretMissing(String)

  package var description: String {
    switch self {
    case .notAPlan:
      "this is no saved plan, or it was edited or laid out anew since; `rollbook plan --out FILE` "
        + "writes one"
    case .otherVersion(let version):
      "this plan has version \(version), this rollbook reads \(PlanDocument.version); plan again"
    case .unsealed:
      "this plan has no digest over the whole of it, an older rollbook may have made it; plan again"
    case .withoutPrecondition(let name):
      "the change of \(name) does not say what it assumes, as saved plans do; plan again"
    case .secretMissing(let name):
      "the plan sets a password of \(name) that the manifest does not give any more; plan again"
    }
  }
}
