import MailModel

/// What a saved plan is known by: whether a run has carried it out is decided by this alone.
package struct SavedPlanMark: Sendable, Hashable {
  /// `sha256:…` of the bytes of its file, as `plan --out` printed it and history keeps it.
  package let fileDigest: String
  /// The one that stands in the file, over all of the plan but when it was made: that of every plan
  /// that says the same.
  private let digest: String?

  package init(fileDigest: String, digest: String?) {
    self.fileDigest = fileDigest
    self.digest = digest
  }

  /// True for either of the digests that somebody may have written down.
  package func isNamed(by expected: String) -> Bool {
    [fileDigest, digest].contains { $0?.sameBytes(as: expected) ?? false }
  }

  /// The run that carried it out; nil while none has.
  package func use(among runs: [RunRecord]) -> RunRecord? {
    runs.first { $0.start.savedPlan?.sameBytes(as: fileDigest) ?? false }
  }
}
