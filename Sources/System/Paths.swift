import Glibc

/// Paths as text, and what the file system says of them.
package enum Paths {
  /// The folder of a file; `.` for a bare name.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What stands behind the last slash.
  static func name(of path: String) -> Substring {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path[...] }
    return path[path.utf8.index(after: slash)...]
  }

  /// `path` seen from `folder`, unless it is absolute; a `.` for either is left out.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder == "." || folder.isEmpty { return path }
    return path == "." ? folder : appending(path, to: folder)
  }

  /// `path` behind `folder`, every letter of both kept; an empty folder is the working folder.
  package static func appending(_ path: String, to folder: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// `path` as seen from `folder` where it lies below it, else as it is.
  package static func relative(_ path: String, to folder: String) -> String {
    let start = folder.hasSuffix("/") || folder.isEmpty ? folder : folder + "/"
    guard path.hasPrefix(start) else { return path }
    return String(decoding: path.utf8.dropFirst(start.utf8.count), as: UTF8.self)
  }

  /// `path` without `.`, and without `..` as far as the text tells.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// True for a path that stays where it starts, as far as the text tells.
  package static func staysInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && normalized(path).split(separator: "/").first != ".."
  }

  /// `path` from the root of the file system, as text: symbolic links stay.
  package static func absolute(_ path: String) -> String {
    var whole = path
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
      whole = String(cString: folder) + "/" + path
      free(folder)
    }
    let parts = whole.split(separator: "/").filter { $0 != "." }
    return "/" + parts.joined(separator: "/")
  }

  /// `path` from the root of the file system without symbolic links and `..`; nil with `errno` set
  /// where nothing stands there.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// True for a regular file, also behind a symbolic link.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// True when something stands there, and at the end of a symbolic link.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
