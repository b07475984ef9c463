import Glibc
import MailModel
import System

/// Where a directory lies: `sqlite:FILE`.
package struct StoreURL: Hashable, Sendable {
  /// As given, without credentials.
  package let display: String
  /// Absolute, or relative to the working folder as `base` was.
  package let path: String

  /// Takes a URL whose path, when relative, starts from the folder `base`.
  ///
  /// - Throws: `badURL`.
  package init(_ text: String, base: String) throws(StoreError) {
    let scheme = "sqlite:"
    guard text.hasPrefix(scheme) else { throw .badURL(Self.withoutCredentials(text)) }
    let path = String(text.dropFirst(scheme.count))
    // `sqlite://host` names a host in other tools, `:memory:` no file at all.
    guard !path.isEmpty, !path.hasSuffix("/"), !path.utf8.contains(0),
      !path.hasPrefix("//") || path.hasPrefix("///"), path != ":memory:"
    else { throw .badURL(Self.withoutCredentials(text)) }
    display = text
    self.path = path.hasPrefix("/") || base.isEmpty ? path : "\(base)/\(path)"
  }

  /// Also of a place without `://`, whose login may begin anywhere.
  private static func withoutCredentials(_ text: String) -> String {
    guard !text.contains("://"), let at = text.lastIndex(of: "@") else {
      return MaskedLogin.text(text)
    }
    return "***" + text[at...]
  }

  /// True when anything stands at the path.
  package var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Makes an empty store; its folder too where that is missing.
  ///
  /// - Throws: `file` when anything stands there; nothing is changed then.
  package func create(random: RandomSource = .kernel) throws(StoreError) {
    try SQLiteFile(path: path).create(random: random)
  }

  /// Opens the store so that no byte of it can change.
  package func openReader(
    on host: Host = .current
  ) throws(StoreError) -> any DirectoryReader {
    SQLDirectory(connection: try SQLiteFile(path: path).openReader(), host: host)
  }

  /// Opens the store for a run and brings its schema up to date.
  ///
  /// Every transaction waits up to `lockTimeout` milliseconds for another writer.
  package func openWriter(
    lockTimeout: Int, on host: Host = .current
  ) throws(StoreError) -> any DirectoryWriter {
    SQLDirectoryWriter(
      try SQLiteFile(path: path).openWriter(lockTimeout: lockTimeout), on: host)
  }
}
