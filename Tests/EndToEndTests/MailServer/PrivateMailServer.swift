import Foundation
import Testing

/// One Dovecot and one Postfix over a store of their own, for all tests of this folder.
///
/// They end with the test process: the script that runs them waits for the end of a pipe.
final class PrivateMailServer: Sendable {
  /// True for root with the daemons' packages; elsewhere the tests say that they are skipped.
  static let canRun: Bool = {
    let files = [
      "/usr/sbin/dovecot", "/usr/sbin/postfix", "/usr/lib/dovecot/modules/libdriver_sqlite.so",
      "/usr/lib/dovecot/modules/lib90_sieve_plugin.so", "/usr/lib/postfix/postfix-sqlite.so",
    ]
    let missing = files.filter { !FileManager.default.fileExists(atPath: $0) }
    let isThere = geteuid() == 0 && missing.isEmpty
    if geteuid() != 0 {
      print("skipped: tests with Dovecot and Postfix: only root can start them")
    } else if !missing.isEmpty {
      print(
        "skipped: tests with Dovecot and Postfix: no \(missing.joined(separator: ", "));",
        "Scripts/install-dependencies --with-tests installs them")
    }
    return isThere
  }()

  static let shared = Result { try PrivateMailServer() }

  let folder: URL
  /// A zone where it is another day than in UTC.
  let timeZone: String
  let ports: [String: UInt16]
  let mailRoot: String
  let sink: String
  let postfix: String
  let dovecot: String
  /// One apply at a time, and none while a test has marked an account by hand.
  let storeLock = NSRecursiveLock()
  private let script: Process
  private let lifeline: Pipe

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rollbook-mail-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Another test of this process may have set a narrow umask just now.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    // 14 hours ahead of UTC, and 12 behind.
    let hour = Int(Date().timeIntervalSince1970) / 3_600 % 24
    timeZone = hour >= 11 ? "Pacific/Kiritimati" : "Etc/GMT+12"
    let manifest = """
      rollbook: 1
      domain: school.example
      store: sqlite:db/rollbook.db
      policy: { time-zone: \(timeZone) }
      users: {}

      """
    try Data(manifest.utf8).write(to: folder.appendingPathComponent("rollbook.yaml"))
    _ = try BuiltSite.run(BuiltSite.binary, ["init"], in: folder)

    script = Process()
    lifeline = Pipe()
    script.executableURL = ExampleTests.root.appendingPathComponent("Scripts/with-mail-server")
    script.arguments = [
      "--", "/bin/bash", "-c",
      "env >environment.new; mv environment.new environment; read; rm -rf \"$PWD\"",
    ]
    script.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ROLLBOOK_") }
    environment["ROLLBOOK"] = BuiltSite.binary.path
    script.environment = environment
    script.standardInput = lifeline
    let log = folder.appendingPathComponent("log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    script.standardOutput = FileHandle.nullDevice
    script.standardError = try FileHandle(forWritingTo: log)
    try script.run()
    let file = folder.appendingPathComponent("environment")
    while !FileManager.default.fileExists(atPath: file.path) {
      guard script.isRunning else {
        throw TextConnection.Failure(
          reason: String(decoding: try Data(contentsOf: log), as: UTF8.self))
      }
      usleep(50_000)
    }
    var values: [String: String] = [:]
    for line in String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    ports = values.compactMapValues { UInt16($0) }.filter { $0.key.hasSuffix("_PORT") }
    mailRoot = values["MAIL_ROOT"] ?? ""
    sink = values["SINK"] ?? ""
    postfix = values["ROLLBOOK_POSTFIX"] ?? ""
    dovecot = values["ROLLBOOK_DOVECOT"] ?? ""
  }

  func smtp() throws -> SMTPClient { try SMTPClient(port: ports["SMTP_PORT"] ?? 0) }
  /// A host outside, as which Postfix takes any other loopback address.
  func stranger() throws -> SMTPClient {
    try SMTPClient(port: ports["SMTP_PORT"] ?? 0, source: "127.0.0.2")
  }
  func submission() throws -> SMTPClient { try SMTPClient(port: ports["SUBMISSION_PORT"] ?? 0) }
  func imap() throws -> IMAPClient { try IMAPClient(port: ports["IMAP_PORT"] ?? 0) }

  /// Today in the servers' zone, some days later.
  func day(_ offset: Int) -> String {
    let hours = timeZone == "Etc/GMT+12" ? -12 : 14
    let here = Date().addingTimeInterval(Double(hours * 3_600 + offset * 86_400))
    return String(here.ISO8601Format().prefix(10))
  }
}

@Suite struct PrivateMailServerTests {
  @Test func continuousIntegrationHasDovecotAndPostfix() {
    if ProcessInfo.processInfo.environment["CI"] != nil {
      #expect(PrivateMailServer.canRun, "run Scripts/install-dependencies --with-tests as root")
    }
  }
}
