import Glibc

/// Paths as text.
enum Paths {
  /// The folder of a file; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path` seen from `base`, unless it is absolute.
  static func join(_ base: String, _ path: String) -> String {
    if path.hasPrefix("/") || base == "." || base.isEmpty { return path }
    return path == "." ? base : base + "/" + path
  }

  /// `path` from the root of the file system, as text: symbolic links stay.
  static func absolute(_ path: String) -> String {
    var whole = path
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
      whole = String(cString: folder) + "/" + path
      free(folder)
    }
    let parts = whole.split(separator: "/").filter { $0 != "." }
    return "/" + parts.joined(separator: "/")
  }

  /// `path` as seen from `base` where it lies below it, else as it is.
  static func relative(_ path: String, to base: String) -> String {
    if !path.hasPrefix(base + "/") { return path }
    return String(decoding: path.utf8.dropFirst(base.utf8.count + 1), as: UTF8.self)
  }

  /// True for a regular file, also behind a symbolic link.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
