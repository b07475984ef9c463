import Foundation

/// What logs in by IMAP and reads mailboxes.
final class IMAPClient {
  private let connection: TextConnection
  private var number = 0

  init(port: UInt16) throws {
    connection = try TextConnection(port: port)
    _ = try connection.line()
  }

  /// The server's answer, which begins with `OK` or `NO`.
  func logIn(_ account: String, _ password: String) throws -> String {
    try command("LOGIN \"\(account)\" \"\(password)\"").answer
  }

  /// All messages of a folder in order, each as it was stored; none where there is no such folder.
  func messages(in folder: String = "INBOX") throws -> [String] {
    guard try command("EXAMINE \"\(folder)\"").answer.hasPrefix("OK") else { return [] }
    return try command("FETCH 1:* BODY.PEEK[]").literals
  }

  private func command(_ text: String) throws -> (answer: String, literals: [String]) {
    number += 1
    let tag = "a\(number)"
    try connection.write("\(tag) \(text)\r\n")
    var literals: [String] = []
    while true {
      let line = try connection.line()
      if line.hasPrefix("\(tag) ") {
        return (String(line.dropFirst(tag.count + 1)), literals)
      }
      if line.hasSuffix("}"), let open = line.lastIndex(of: "{"),
        let count = Int(line[line.index(after: open)...].dropLast())
      {
        literals.append(try connection.text(count).replacingOccurrences(of: "\r\n", with: "\n"))
      }
    }
  }
}
