import Glibc

/// What the system refused to do with a file or a folder, and where.
package struct SystemError: Error {
  package var path: String
  /// The system's number for the error.
  package var code: Int32

  package init(_ path: String, _ code: Int32 = errno) {
    self.path = path
    self.code = code
  }

  /// The reason, as a message about a folder gives it.
  package var words: String {
    switch code {
    // What opening a link or a file as a folder gives.
    case ELOOP, ENOTDIR: "not a folder (links are not followed)"
    default: systemWords(code)
    }
  }
}
