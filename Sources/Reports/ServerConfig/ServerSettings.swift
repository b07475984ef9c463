import MailModel

/// What the settings of a site's Dovecot or Postfix depend on.
package struct ServerSettings: Hashable, Sendable {
  package var driver: ServerDriver
  /// The folder of all mail homes, absolute.
  package var mailRoot: String
  /// Where the files will lie, absolute; they name each other by it.
  package var folder: String
  /// The system user that owns all mail.
  package var mailUser: String
  package var hostName: String
  /// What bare names of the host's own mail take, such as root's; nil leaves it to the host's name.
  package var domain: String?
  /// An IANA name; nil leaves autoresponders to the system's zone.
  package var timeZone: String?

  package init(
    driver: ServerDriver, mailRoot: String, folder: String, mailUser: String, hostName: String,
    timeZone: String?
  ) {
    self.driver = driver
    self.mailRoot = mailRoot
    self.folder = folder
    self.mailUser = mailUser
    self.hostName = hostName
    self.timeZone = timeZone
  }

  /// True for a name that a system user can have, or its number.
  package static func isUser(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first != UInt8(ascii: "-")
      && name.utf8.allSatisfy { $0.isASCIILetterOrDigit || "_-.".utf8.contains($0) }
  }

  /// True for a path that needs no quotes in either server's files, in SQL, or in `%` expansion.
  package static func canName(_ path: String) -> Bool {
    path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
  }
}
