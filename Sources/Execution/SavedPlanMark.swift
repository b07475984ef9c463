import MailModel

/// What a saved plan is known by: whether a run has carried it out is decided by this alone.
package struct SavedPlanMark: Sendable, Hashable {
  /// `sha256:…`, as `plan --out` printed it: over all of the plan but when it was made.
  package let digest: String
  /// `sha256:…` of the bytes of its file, which is what earlier releases wrote into history.
  private let fileDigest: String
  /// Seconds since 1970.
  private let created: Int64

  package init(digest: String, fileDigest: String, created: Int64) {
    self.digest = digest
    self.fileDigest = fileDigest
    self.created = created
  }

  /// True for either of the digests that somebody may have written down.
  package func isNamed(by expected: String) -> Bool {
    [digest, fileDigest].contains { $0.sameBytes(as: expected) }
  }

  /// The run that carried it out; nil while none has.
  ///
  /// The same plan made anew after that run, as after an undo, is not used.
  package func use(among runs: [RunRecord]) -> RunRecord? {
    runs.first { run in
      guard let used = run.start.savedPlan else { return false }
      return used.sameBytes(as: fileDigest)
        || (used.sameBytes(as: digest) && created <= run.start.started)
    }
  }
}
