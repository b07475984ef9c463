import MailModel
import System

/// Dovecot and Postfix on this host, asked through `doveadm` and `postqueue`.
package struct LocalMailServer: MailServer {
  private let mailRoot: String
  private let dovecotFile: String?
  private let postfixFolder: String?
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - mailRoot: The folder that holds every mail home, by which Dovecot is known as this site's.
  ///   - dovecotFile: Dovecot's settings; nil for the system's own.
  ///   - postfixFolder: The folder of Postfix's settings; nil for the system's own.
  ///   - now: The time in seconds since 1970.
  package init(
    mailRoot: String, dovecotFile: String? = nil, postfixFolder: String? = nil,
    now: @escaping @Sendable () -> Int64 = SystemClock.now
  ) {
    self.mailRoot = mailRoot
    self.dovecotFile = dovecotFile
    self.postfixFolder = postfixFolder
    self.now = now
  }

  package func sessions(
    under names: [Address: LiveAccount]
  ) throws(MailServerAbsence) -> [MailSession] {
    guard !names.isEmpty else { return [] }
    let answer = try doveadm(["-f", "tab", "who", "-1"])
    guard answer.status == 0 else { throw Self.dovecotFailure("doveadm who", answer) }
    let sessions = SessionListing.sessions(answer.output).filter { names[$0.account] != nil }
    for name in Set(sessions.map(\.account)) {
      if let account = names[name] { try checkOwn(account) }
    }
    return sessions
  }

  package func endSessions(
    under name: Address, of account: LiveAccount
  ) throws(MailServerAbsence) {
    try checkOwn(account)
    let answer = try doveadm(["kick", name.text])
    // 68 says that nobody was connected.
    guard answer.status == 0 || answer.status == 68 else {
      throw Self.dovecotFailure("doveadm kick", answer)
    }
  }

  package func queue() throws(MailServerAbsence) -> [QueueEntry] {
    let absence = MailServerAbsence.notConfigured("Postfix")
    guard let postqueue = ChildProgram("postqueue") else {
      throw postfixFolder == nil ? absence : .failed("postqueue", "there is no such program")
    }
    let answer: ChildProgram.Answer
    do throws(ChildProgram.NoAnswer) {
      answer = try postqueue.run((postfixFolder.map { ["-c", $0] } ?? []) + ["-j"], seconds: 60)
    } catch { throw .failed(postqueue.name, error.words) }
    guard answer.status == 0 else {
      if postfixFolder == nil, answer.errors.contains("main.cf: No such file") { throw absence }
      if answer.errors.contains("Mail system is down") { throw .notRunning("Postfix") }
      let words = Self.lastLine(answer.errors)
      let opening = "postqueue: fatal: "
      throw .failed(
        postqueue.name, words.hasPrefix(opening) ? String(words.dropFirst(opening.count)) : words)
    }
    guard let entries = QueueListing.entries(answer.output) else {
      throw .failed(postqueue.name, "its list cannot be read")
    }
    return entries
  }

  package func receiving() throws(MailServerAbsence) -> Set<String> {
    let absence = MailServerAbsence.notConfigured("Postfix")
    guard let postconf = ChildProgram("postconf") else {
      throw postfixFolder == nil ? absence : .failed("postconf", "there is no such program")
    }
    let answer: ChildProgram.Answer
    do throws(ChildProgram.NoAnswer) {
      answer = try postconf.run(
        (postfixFolder.map { ["-c", $0] } ?? []) + ["-h", "queue_directory"])
    } catch { throw .failed(postconf.name, error.words) }
    guard answer.status == 0 else {
      throw postfixFolder == nil
        ? absence : .failed(postconf.name, Self.lastLine(answer.errors))
    }
    let folder = String(
      decoding: answer.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return try IncomingQueue(folder: "\(folder)/incoming").unfinished(at: now())
  }

  /// Checks that Dovecot's mailbox of the account's name is the account's.
  private func checkOwn(_ account: LiveAccount) throws(MailServerAbsence) {
    let answer = try doveadm(["user", "-f", "home", account.address.text])
    guard answer.status == 0 else { throw .foreign(account.address) }
    let home = String(decoding: answer.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let end = "/" + account.home
    guard home.hasSuffix(end),
      let served = Paths.resolved(String(home.dropLast(end.count))),
      let own = Paths.resolved(mailRoot), served.sameBytes(as: own)
    else { throw .foreign(account.address) }
  }

  private func doveadm(
    _ arguments: [String]
  ) throws(MailServerAbsence) -> ChildProgram.Answer {
    if let dovecotFile, !Paths.exists(dovecotFile) { throw .notConfigured("Dovecot") }
    guard let doveadm = ChildProgram("doveadm") else { throw .notConfigured("Dovecot") }
    do throws(ChildProgram.NoAnswer) {
      return try doveadm.run((dovecotFile.map { ["-c", $0] } ?? []) + arguments)
    } catch { throw .failed(doveadm.name, error.words) }
  }

  private static func dovecotFailure(
    _ program: String, _ answer: ChildProgram.Answer
  ) -> MailServerAbsence {
    let words = lastLine(answer.errors)
    let isAbsent = words.hasSuffix("No such file or directory")
    if isAbsent, words.contains("reading configuration: stat(") {
      return .notConfigured("Dovecot")
    }
    let isDown = isAbsent || words.hasSuffix("Connection refused")
    return isDown && words.contains("connect") ? .notRunning("Dovecot") : .failed(program, words)
  }

  private static func lastLine(_ text: String) -> String {
    text.split(separator: "\n").last.map(String.init) ?? "failed without a word"
  }
}
