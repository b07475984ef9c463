import Foundation
import MailModel
import Testing

/// A fresh folder in which the built binary is run as a user would run it.
final class BuiltSite {
  let folder: URL

  /// Makes the folder in `parent`, or in the system's temporary folder.
  init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    folder = parent.appendingPathComponent("rollbook-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  struct Answer {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder of the test binary holds `rollbook` as well; ROLLBOOK_BINARY names another one.
  static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["ROLLBOOK_BINARY"] {
      return URL(fileURLWithPath: path)
    }
    let this = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let products = URL(fileURLWithPath: this).deletingLastPathComponent()
    return products.appendingPathComponent("rollbook")
  }()

  @discardableResult
  func rollbook(_ arguments: String...) throws -> Answer {
    try Self.run(Self.binary, arguments, in: folder)
  }

  static func run(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Answer {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ROLLBOOK_") }
    // The mail server of the host that runs the tests is none of theirs.
    let folders = [products.path, noMailServer, all["PATH"] ?? "/usr/bin:/bin"]
    all["PATH"] = folders.joined(separator: ":")
    process.environment = all.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: a full pipe would stop the program.
    let base = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let (out, err) = (base.appendingPathExtension("out"), base.appendingPathExtension("err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }

  private static let noMailServer =
    ExampleTests.root.appendingPathComponent("Tests/EndToEndTests/NoMailServer").path

  private static var products: URL { binary.deletingLastPathComponent() }

  func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
  }

  /// Puts messages into an account's inbox the way a delivery would.
  func deliver(_ count: Int, to account: String) throws {
    let maildir = try #require(try self.maildir(of: account))
    for part in ["cur", "new", "tmp"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("\(maildir)/\(part)"), withIntermediateDirectories: true)
    }
    for number in 0..<count {
      let name = "\(1_700_000_000 + number).M\(number)P\(UUID().uuidString.prefix(4)).host"
      try write("Subject: \(number)\n\nhello \(number)\n", to: "\(maildir)/new/\(name)")
    }
  }

  /// Where `list` says the account's Maildir is; nil when it lists no such account.
  func maildir(of account: String) throws -> String? {
    try listed().first { $0["account"] as? String == account }?["maildir"] as? String
  }

  func listed() throws -> [[String: Any]] {
    let answer = try rollbook("list", "--format", "json")
    let list = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
    return try #require(list?["accounts"] as? [[String: Any]])
  }

  func plan(_ options: String...) throws -> [String: Any] {
    let answer = try Self.run(Self.binary, ["plan", "--format", "json"] + options, in: folder)
    let plan = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
    return try #require(plan as? [String: Any])
  }

  /// Every file below the folder with its bytes and mode, but for SQLite's own `-wal` and `-shm`.
  func contents() throws -> [String: String] {
    var result: [String: String] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    for path in paths where !path.hasSuffix("-wal") && !path.hasSuffix("-shm") {
      let url = folder.appendingPathComponent(path)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      let mode = attributes[.posixPermissions] as? Int ?? 0
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      let bytes = isFolder ? Data() : try Data(contentsOf: url)
      result[path] = "\(mode) " + bytes.withUnsafeBytes { Digest.of($0) }
    }
    return result
  }
}
