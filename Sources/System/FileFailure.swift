/// Why a file or a folder was not read, made or written, in words.
package struct FileFailure: Error {
  package let path: String
  package let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The last error of this thread, which was about `path`.
  init(_ path: String) {
    self.init(path: path, reason: systemWords())
  }
}
