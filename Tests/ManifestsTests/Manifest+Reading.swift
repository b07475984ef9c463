import MailModel
import Manifests
import TestSupport
import Testing

/// Reads texts in memory by path; the first named is the first manifest.
func read(_ text: String, _ others: [String: String] = [:], files: [String] = ["rollbook.yaml"])
  -> ManifestReading
{
  ManifestReader(files: files) { path in
    let text = path == "rollbook.yaml" ? text : others[path]
    guard let text else { return .failure(LoadFailure("no such file")) }
    return .success(Array(text.utf8))
  }.read()
}

/// The lines that every small manifest of these tests begins with.
let header = "rollbook: 1\ndomain: school.example\n"

/// Holds the diagnostics of a manifest that begins with `header` against the expected lines.
func expectDiagnostics(
  in marked: String, _ expected: String, _ others: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectDiagnostics(in: header + marked, expected, sourceLocation: sourceLocation) {
    read($0, others).diagnostics
  }
}

/// The same of a manifest that is given whole.
func expectDiagnostics(
  inWhole marked: String, _ expected: String, _ others: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectDiagnostics(in: marked, expected, sourceLocation: sourceLocation) {
    read($0, others).diagnostics
  }
}

extension Manifest {
  /// The managed values of an account; nil when it is not listed.
  subscript(name: String) -> FieldValues? {
    accounts.rows.withView { view in
      view.index(of: Address(canonical: name)).map { view.image($0).values }
    }
  }

  var addresses: [String] {
    accounts.rows.withView { view in (0..<view.count).map { view.address($0).text } }
  }
}
