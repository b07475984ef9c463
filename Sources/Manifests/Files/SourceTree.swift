import MailModel
import System

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a file could not be read, in the words of the system.
package struct LoadFailure: Error, Hashable, Sendable {
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }

  /// Nothing lies at the path.
  static let missing = LoadFailure("no such file")
}

/// A folder that a pattern leads into and that can't be looked through.
struct FolderFailure: Error {
  var folder: String
  var reason: String
}

/// Where manifest files come from: the disk, or texts in memory.
struct SourceTree {
  var load: (String) -> Result<[UInt8], LoadFailure>
  /// The one true path behind `..` and symbolic links; nil when there is no such file.
  var canonical: (String) -> String?
  /// The files that a pattern names below a folder, in byte order.
  var matches:
    (_ pattern: String, _ parts: PathPattern, _ folder: String) -> Result<
      [String], FolderFailure
    >

  static var disk: SourceTree {
    SourceTree(
      load: Disk.load, canonical: Paths.resolved,
      matches: { _, pattern, folder in
        do throws(FolderFailure) { return .success(try Disk.matches(pattern, in: folder)) } catch {
          return .failure(error)
        }
      })
  }

  /// The bytes of a file on the disk, one piece after the other, until `take` wants no more.
  ///
  /// - Returns: False where the file could not be read to that point.
  static func pieces(of path: String, _ take: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    Disk.pieces(of: path, take)
  }

  /// Knows no folders: a pattern names the one file of that very name.
  static func memory(_ load: @escaping (String) -> Result<[UInt8], LoadFailure>) -> SourceTree {
    SourceTree(
      load: load, canonical: Paths.normalized,
      matches: { pattern, _, folder in .success([Paths.appending(pattern, to: folder)]) })
  }
}

/// Files of the file system.
private enum Disk {
  static func load(_ path: String) -> Result<[UInt8], LoadFailure> {
    opened(path, read)
  }

  /// Hands a file out in pieces, until `take` wants no more.
  ///
  /// - Returns: False where the file could not be read to that point.
  static func pieces(
    of path: String, _ take: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    let result: Result<Bool, LoadFailure> = opened(path) { descriptor, _ in
      withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
        while true {
          let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
          if got < 0, errno == EINTR { continue }
          guard got > 0 else { return .success(got == 0) }
          if !take(UnsafeRawBufferPointer(rebasing: buffer[..<got])) { return .success(true) }
        }
      }
    }
    return (try? result.get()) ?? false
  }

  private static func opened<Value>(
    _ path: String, _ body: (_ descriptor: Int32, _ size: Int) -> Result<Value, LoadFailure>
  ) -> Result<Value, LoadFailure> {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(failure()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(failure()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return body(descriptor, Int(status.st_size))
    case S_IFDIR: return .failure(LoadFailure("it is a folder"))
    // A device or a pipe may never end.
    default: return .failure(LoadFailure("it is not a regular file"))
    }
  }

  private static func read(_ descriptor: Int32, _ size: Int) -> Result<[UInt8], LoadFailure> {
    var bytes: [UInt8] = []
    var room = max(size + 1, 4_096)
    while true {
      var got = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        got = buffer.baseAddress.map { Glibc.read(descriptor, $0, buffer.count) } ?? 0
        count = max(got, 0)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        return .failure(failure())
      }
      // A regular file comes in one piece, which then is not copied.
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      room = max(4_096, bytes.count == size ? 0 : bytes.count)
    }
    return .success(bytes)
  }

  private static let maximumMatches = 65_535

  /// Goes from folder to folder, so that none which can't be read is passed over in silence.
  static func matches(
    _ pattern: PathPattern, in folder: String
  ) throws(FolderFailure) -> [String] {
    var paths = [folder]
    for (index, part) in pattern.parts.enumerated() {
      var found: [String] = []
      for path in paths {
        switch part {
        case .name(let name):
          let next = Paths.appending(name, to: path)
          // What is only gone through on the way tells by itself whether it is there.
          let isThere = index + 1 < pattern.parts.count ? true : try exists(next, in: path)
          if isThere { found.append(next) }
        case .wild(let tokens):
          for name in try names(in: path) where PathPattern.Token.fit(name, tokens) {
            found.append(Paths.appending(name, to: path))
          }
        }
        // Links that lead back up multiply with every part.
        if found.count > maximumMatches {
          throw FolderFailure(
            folder: path, reason: "more than \(maximumMatches) files fit the pattern")
        }
      }
      paths = found
    }
    return paths.sorted { $0.bytesPrecede($1) }
  }

  private static func exists(_ path: String, in folder: String) throws(FolderFailure) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0 { return true }
    if isAbsence(errno) { return false }
    throw FolderFailure(folder: folder, reason: failure().reason)
  }

  private static func names(in folder: String) throws(FolderFailure) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else {
      if isAbsence(errno) { return [] }
      throw FolderFailure(folder: folder, reason: failure().reason)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw FolderFailure(folder: folder, reason: failure().reason) }
    return names
  }

  private static func isAbsence(_ code: Int32) -> Bool { code == ENOENT || code == ENOTDIR }

  private static func failure() -> LoadFailure {
    errno == ENOENT ? .missing : LoadFailure(systemWords())
  }
}
