import MailModel
import Planning

/// The user list as JSON.
struct ListDocument: Encodable {
  struct Seats: Encodable {
    let used: Int
    let limit: OrNull<Int>
  }

  struct Account: Encodable {
    let account: String
    let name: String
    let group: OrNull<String>
    let kind: String
    let admin: Bool
    let enabled: Bool
    let services: [String]
    let locked: Bool
    let autoresponder: Bool
    let assistant: Bool
    let forwarding: Bool
    let messages: OrNull<Int>
    let bytes: OrNull<Int64>
    let comment: String
    let maildir: OrNull<String>
    /// Left out where there is none.
    let problem: String?

    init(_ line: AccountLine) {
      account = line.account.text
      name = line.name
      group = OrNull(line.group)
      kind = line.kind.rawValue
      admin = line.isAdmin
      enabled = line.isEnabled
      services = line.services.words
      locked = line.isLocked
      autoresponder = line.hasAutoresponder
      assistant = line.hasAssistant
      forwarding = line.hasForwarding
      messages = OrNull(line.messages)
      bytes = OrNull(line.bytes)
      comment = line.comment
      maildir = OrNull(line.maildir)
      problem = line.problem
    }
  }

  let version = 1
  let seats: Seats
  let accounts: [Account]

  enum CodingKeys: String, CodingKey {
    case version = "rollbook_list"
    case seats
    case accounts
  }
}
