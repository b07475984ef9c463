import Execution
import Glibc
import MailModel
import Planning
import Reports
import Stores
import System

/// A file that `plan --out` wrote.
struct SavedPlanFile {
  /// More than a million accounts take.
  private static let maximumSize = 4 << 30

  let path: String
  let document: PlanDocument
  let mark: SavedPlanMark

  /// - Returns: The digest of the file.
  static func write(_ document: PlanDocument, to path: String) throws -> String {
    try checkReplaceable(path)
    let text = document.text()
    do throws(FileFailure) {
      try NewFile.replace(path, with: text, mode: 0o600)
    } catch {
      throw Failure("the plan was not saved: \(error.path): \(error.reason)")
    }
    return Array(text.utf8).withUnsafeBytes(Digest.of)
  }

  /// A slip of the hand must not put a plan in the place of a manifest or a store.
  private static func checkReplaceable(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure("the plan was not saved: \(path) is no file that can be replaced")
    }
    let bytes = try Self.bytes(of: path)
    guard bytes.isEmpty || PlanDocument.isPlan(String(decoding: bytes, as: UTF8.self)) else {
      throw Failure(
        "the plan was not saved: \(path) is there and is no plan; name another file, or delete it")
    }
  }

  init(at path: String) throws {
    self.path = path
    let bytes = try Self.bytes(of: path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): \(PlanDocumentError.notAPlan)")
    }
    do throws(PlanDocumentError) {
      document = try PlanDocument.read(text)
    } catch {
      if case .notAPlan = error, path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        throw Failure("\(path): this is no saved plan; a manifest is named by --manifest \(path)")
      }
      throw Failure("\(path): \(error)")
    }
    mark = SavedPlanMark(
      fileDigest: bytes.withUnsafeBytes(Digest.of), digest: PlanDocument.digest(in: text))
  }

  /// - Throws: When it is another plan than the one whose digest, its own or that of its file's
  ///   bytes, somebody has seen.
  func check(isExpected expected: String) throws {
    guard mark.isNamed(by: expected) else {
      throw Failure(
        "nothing was changed: \(path) is not the plan with the digest \(expected); see that it is "
          + "the file that was reviewed, or review it and give its own")
    }
  }

  /// - Throws: What keeps the plan from being carried out in `site` at `now`.
  func check(
    in site: Site, storeID: String, at now: Int64, maximumAge: TimeSpan
  ) throws {
    guard document.store.id.sameBytes(as: storeID) else {
      throw Failure(
        "nothing was changed: \(path) is a plan for another store, \(document.store.url)")
    }
    guard let created = ISO8601.seconds(document.created) else {
      throw Failure("\(path): \(PlanDocumentError.notAPlan)")
    }
    guard now - created <= maximumAge.seconds else {
      throw Failure(
        "nothing was changed: \(path) was made \(document.created), more than \(maximumAge) ago; "
          + "plan again, or give --max-age", .stale)
    }
    // Clocks differ a little; a plan from tomorrow would never grow old.
    guard created - now <= 3_600 else {
      throw Failure(
        "nothing was changed: \(path) was made \(document.created), which is yet to come; "
          + "set the clock, or plan again", .stale)
    }
    let isOfManifest = document.setsSecrets && document.undoes == nil
    if isOfManifest, !site.digestedManifest.digest.sameBytes(as: document.manifest.digest) {
      throw Failure(
        "nothing was changed: \(path) sets a password, and the manifest that has it changed since; "
          + "plan again", .stale)
    }
  }

  /// The plan with its secrets: the manifest's, or of an undo those that the store has kept.
  func decided(manifest: Manifest, store: some DirectoryReader) throws -> SavedPlan {
    let kept = try document.undoes.map { try store.formerPasswords(of: $0) }
    do throws(PlanDocumentError) {
      return try document.decided { change, isInitial in
        if let kept { return change.id.flatMap { kept[$0]?.before } }
        if isInitial,
          case .hash(let secret) = manifest.accounts.extras[change.address]?
            .initialPassword
        {
          return secret
        }
        return isInitial ? nil : manifest.password(of: change.address)
      }
    } catch {
      let outcome: Outcome = if case .secretMissing = error { .stale } else { .failed }
      throw Failure("nothing was changed: \(path): \(error)", outcome)
    }
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try FileBytes.read(path, atMost: maximumSize)
    } catch { throw Failure("\(path): \(error.reason)") }
    guard bytes.count <= maximumSize else {
      throw Failure("\(path): \(PlanDocumentError.notAPlan)")
    }
    return bytes
  }
}

extension Manifest {
  /// The managed password of a listed account; nil where it has none.
  fileprivate func password(of address: Address) -> Secret? {
    let rows = accounts.rows.view
    guard let row = rows.index(of: address),
      case .secret(let secret) = rows.image(row).value(of: .password)
    else { return nil }
    return secret
  }
}
