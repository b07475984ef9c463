import Foundation

/// What sends one message at a time by SMTP.
final class SMTPClient {
  private let connection: TextConnection

  init(port: UInt16, source: String? = nil) throws {
    connection = try TextConnection(port: port, source: source)
    _ = try answer()
    try command("EHLO client.example")
  }

  /// The last line of an answer, such as `250 2.1.5 Ok`.
  @discardableResult
  func command(_ line: String) throws -> String {
    try connection.write(line + "\r\n")
    return try answer()
  }

  func logIn(_ account: String, _ password: String) throws -> String {
    let secret = Data("\0\(account)\0\(password)".utf8).base64EncodedString()
    return try command("AUTH PLAIN \(secret)")
  }

  /// Gives a message to the server; its answer to the receiver if that is a refusal, else to the text.
  func send(_ message: String, from sender: String, to receiver: String) throws -> String {
    var answer = try command("MAIL FROM:<\(sender)>")
    guard answer.hasPrefix("250") else { return answer }
    answer = try command("RCPT TO:<\(receiver)>")
    guard answer.hasPrefix("250") else {
      try command("RSET")
      return answer
    }
    try command("DATA")
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") ? ".\($0)" : String($0) }
    try connection.write(lines.joined(separator: "\r\n") + "\r\n.\r\n")
    return try self.answer()
  }

  private func answer() throws -> String {
    while true {
      let line = try connection.line()
      // 250-more, 250 last.
      if line.utf8.dropFirst(3).first != UInt8(ascii: "-") { return line }
    }
  }
}
