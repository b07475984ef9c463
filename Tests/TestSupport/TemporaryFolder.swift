import Glibc

/// A folder of a test's own, removed with everything in it when the test lets go of it.
package final class TemporaryFolder {
  package let path: String

  package init() {
    var template = Array("/tmp/rollbook-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      preconditionFailure("no temporary folder can be made in /tmp")
    }
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  /// The path of something in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a folder, and those on the way to it.
  @discardableResult
  package func makeFolder(_ name: String) -> String {
    var path = self.path
    for part in name.split(separator: "/") {
      path += "/\(part)"
      mkdir(path, 0o755)
    }
    return path
  }

  /// Writes a file, and makes the folders on the way to it.
  @discardableResult
  package func write(_ text: String, to name: String) -> String {
    write(bytes: Array(text.utf8), to: name)
  }

  @discardableResult
  package func write(bytes: [UInt8], to name: String) -> String {
    if let slash = name.lastIndex(of: "/") { makeFolder(String(name[..<slash])) }
    Self.write(bytes, at: path(name))
    return path(name)
  }

  /// The bytes of a file; nil when there is none.
  package func bytes(of name: String) -> [UInt8]? { Self.bytes(at: path(name)) }

  package func text(of name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// True when anything stands there; links are not followed.
  package func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(path(name), &status) == 0
  }

  /// Every path in the folder, sorted, without the folder itself; links are not followed.
  package var contents: [String] {
    Self.names(in: path).sorted().flatMap { Self.tree(path, $0) }
  }

  /// Writes a file anywhere, such as a golden.
  package static func write(_ bytes: [UInt8], at path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    precondition(file >= 0, "cannot write \(path)")
    defer { close(file) }
    precondition(Glibc.write(file, bytes, bytes.count) == bytes.count, "cannot write \(path)")
  }

  /// Reads a file anywhere; nil when there is none.
  package static func bytes(at path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private static func tree(_ base: String, _ name: String) -> [String] {
    guard isFolder("\(base)/\(name)") else { return [name] }
    return [name]
      + names(in: "\(base)/\(name)").sorted().flatMap { tree(base, "\(name)/\($0)") }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: String) {
    guard isFolder(path) else {
      unlink(path)
      return
    }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
