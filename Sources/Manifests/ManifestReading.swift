import MailModel

/// What came of reading a manifest: the manifest, and everything that is wrong or odd in it.
package struct ManifestReading {
  /// Complete only when there are no errors.
  package let manifest: Manifest
  /// Sorted by place, at most 10,000 and one that counts the rest.
  package let diagnostics: [Diagnostic]
  package let hasErrors: Bool
  /// As they were read, by file index, for the digests.
  private let files: [[UInt8]]
  /// Which of them are CSV.
  private let rosters: [Int: CSVForm]
  /// The columns of theirs that rosters name.
  private let usedColumns: Set<String>

  init(
    manifest: Manifest, diagnostics: [Diagnostic], hasErrors: Bool, files: [[UInt8]],
    rosters: [Int: CSVForm], usedColumns: Set<String>
  ) {
    self.manifest = manifest
    self.diagnostics = diagnostics
    self.hasErrors = hasErrors
    self.files = files
    self.rosters = rosters
    self.usedColumns = usedColumns
  }

  /// Later diagnostics on the same files, each with its source line.
  package func withExcerpts(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    Excerpts.added(
      to: diagnostics.map(manifest.typedDomains.spelled), paths: manifest.sources.map(\.path),
      files: files,
      rosters: rosters, usedColumns: usedColumns)
  }

  /// The manifest with the digests of its sources and its own.
  ///
  /// It costs a pass over all bytes, so it is asked for only where a digest is needed.
  package func digested() -> Manifest {
    var manifest = manifest
    var whole = Digest()
    for (index, bytes) in files.enumerated() {
      let digest = bytes.withUnsafeBytes { Digest.of($0) }
      manifest.sources[index].digest = digest
      whole.update(digest)
    }
    manifest.digest = whole.description
    return manifest
  }
}
