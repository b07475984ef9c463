import Foundation
import Testing

/// A domain of the shared mail server, with a manifest of its own; each test has one.
///
/// Names of groups have no domain: no two tests may use the same.
final class MailSite {
  let server: PrivateMailServer
  let domain: String
  private var sent = 0

  /// What everybody's password is.
  static let password = "secret"
  private static let hash = "{SHA256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="

  init(_ manifest: String = "") throws {
    server = try PrivateMailServer.shared.get()
    domain = "\(UUID().uuidString.prefix(8).lowercased()).example"
    if !manifest.isEmpty { try apply(manifest) }
  }

  /// An address outside; no test but this one's sees its mail.
  func outside(_ name: String) -> String { "\(name)@out.\(domain)" }

  func address(_ name: String) -> String { name.contains("@") ? name : "\(name)@\(domain)" }

  /// Applies the manifest's `groups`, `users` and `leavers`; `PW` stands for the hash of everybody's
  /// password, `OUT` for the outside domain.
  func apply(_ manifest: String) throws {
    try write(manifest)
    let answer = try applyWritten()
    try #require(answer.status == 0, "\(answer.output)\(answer.errors)")
  }

  /// Applies the manifest that was written, alone among the tests that share the store.
  func applyWritten(_ options: [String] = []) throws -> BuiltSite.Answer {
    try exclusively {
      let command = ["apply", "--yes"] + options
      let answer = try rollbook(command)
      // The manifest of another test was applied last, and this one does not have its entries.
      let words = answer.errors.split(whereSeparator: \.isWhitespace).map(String.init)
      let allowed = words.filter { $0.hasPrefix("shrunken-source:") && $0.hasSuffix(".yaml") }
      if answer.status != 3 || allowed.isEmpty { return answer }
      return try rollbook(command + allowed.flatMap { ["--allow", $0] })
    }
  }

  func write(_ manifest: String) throws {
    let text = """
      rollbook: 1
      domain: \(domain)
      store: sqlite:db/rollbook.db
      policy:
        { minimum-admins: 0, max-removals: [100%], time-zone: \(server.timeZone),
          lockout: { failures: 10, within: 10m, for: 6s } }
      \(manifest.replacingOccurrences(of: "PW", with: "\"\(Self.hash)\"")
        .replacingOccurrences(of: "OUT", with: "out.\(domain)"))

      """
    try Data(text.utf8).write(to: server.folder.appendingPathComponent("\(domain).yaml"))
  }

  func rollbook(_ arguments: [String]) throws -> BuiltSite.Answer {
    try BuiltSite.run(
      BuiltSite.binary, arguments + ["--manifest", "\(domain).yaml"], in: server.folder,
      environment: ["ROLLBOOK_DOVECOT": server.dovecot, "ROLLBOOK_POSTFIX": server.postfix])
  }

  /// Runs `body` while no other test changes the store.
  func exclusively<Value>(_ body: () throws -> Value) rethrows -> Value {
    server.storeLock.lock()
    defer { server.storeLock.unlock() }
    return try body()
  }

  /// Changes the store by hand, as a stopped run would have left it.
  func sql(_ statement: String) throws {
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/sqlite3"),
      ["-cmd", ".timeout 5000", "db/rollbook.db", statement], in: server.folder)
    try #require(answer.status == 0, "\(answer.errors)")
  }

  /// Sends a message with a subject of its own, which is the answer unless the server refuses.
  ///
  /// - Returns: The subject, or the server's refusal.
  @discardableResult
  func send(
    from sender: String, to receiver: String, header: String = "", headerTo: String? = nil,
    by client: SMTPClient? = nil
  ) throws -> String {
    sent += 1
    let subject = "message \(sent)"
    let envelopeSender = sender.isEmpty ? "" : address(sender)
    let to = headerTo.map(address) ?? address(receiver)
    let from = sender.isEmpty ? outside("mailer-daemon") : address(sender)
    let id = "Message-ID: <\(sent).\(UUID().uuidString)@\(domain)>"
    let message = """
      From: \(from)
      To: \(to)
      Subject: \(subject)
      \(header.contains("Message-ID:") ? "X-Own-ID: none" : id)
      \(header.isEmpty ? "" : header + "\n")
      hello
      """
    let answer = try (client ?? server.smtp()).send(
      message, from: envelopeSender, to: address(receiver))
    return answer.hasPrefix("250") ? subject : answer
  }

  /// Waits until the queue holds nothing of this domain, so that what is not there will not come.
  func settle() throws {
    var quiet = 0
    for _ in 0..<600 {
      let answer = try BuiltSite.run(
        URL(fileURLWithPath: "/usr/sbin/postqueue"), ["-c", server.postfix, "-j"],
        in: server.folder)
      quiet = answer.status == 0 && !answer.output.contains(domain) ? quiet + 1 : 0
      if quiet == 2 { return }
      usleep(100_000)
    }
    Issue.record("mail of \(domain) stays in the queue")
  }

  func canLogIn(_ name: String, password: String = MailSite.password) throws -> Bool {
    let answer = try server.imap().logIn(address(name), password)
    #expect(answer.hasPrefix("OK") || answer.hasPrefix("NO [AUTHENTICATIONFAILED]"), "\(answer)")
    return answer.hasPrefix("OK")
  }

  /// What is in a folder of an account, by IMAP.
  func messages(of name: String, in folder: String = "INBOX") throws -> [String] {
    let client = try server.imap()
    let answer = try client.logIn(address(name), Self.password)
    try #require(answer.hasPrefix("OK"), "\(name): \(answer)")
    return try client.messages(in: folder)
  }

  /// The subjects of an inbox.
  func inbox(_ name: String) throws -> [String] {
    try messages(of: name).map { Self.header("Subject", of: $0) ?? "" }.sorted()
  }

  /// An account's line in `list`.
  func listed(_ name: String) throws -> [String: Any] {
    let answer = try rollbook(["list", "--format", "json"])
    let list = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
    let accounts = list?["accounts"] as? [[String: Any]] ?? []
    return try #require(accounts.first { $0["account"] as? String == address(name) })
  }

  func maildir(of name: String) throws -> URL {
    server.folder.appendingPathComponent(try #require(try listed(name)["maildir"] as? String))
  }

  /// What lies on disk for an account that cannot log in.
  func stored(_ name: String) throws -> [String] {
    let folder = try maildir(of: name)
    return try ["new", "cur"].flatMap { part in
      let path = folder.appendingPathComponent(part)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
      return try names.map {
        String(decoding: try Data(contentsOf: path.appendingPathComponent($0)), as: UTF8.self)
      }
    }
  }

  /// Every message that went to an address outside.
  func received(outside name: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: server.sink)
    let line = "X-Sink-To: \(outside(name))\n"
    return try names.sorted().filter { !$0.hasPrefix(".") }.compactMap { name in
      let file = URL(fileURLWithPath: server.sink).appendingPathComponent(name)
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      return text.contains(line) ? text : nil
    }
  }

  func subjects(outside name: String) throws -> [String] {
    try received(outside: name).map { Self.header("Subject", of: $0) ?? "" }.sorted()
  }

  /// A header field of a message, unfolded.
  static func header(_ name: String, of message: String) -> String? {
    let head = message.components(separatedBy: "\n\n")[0]
    let lines = head.replacingOccurrences(of: "\n ", with: " ")
      .replacingOccurrences(of: "\n\t", with: " ").split(separator: "\n")
    let line = lines.first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
    return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
  }
}
