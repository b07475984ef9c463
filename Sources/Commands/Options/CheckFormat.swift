import ArgumentParser

/// How the mistakes of a manifest are written.
package enum CheckFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case json
  /// Workflow commands of GitHub Actions.
  case github
  case sarif
}
