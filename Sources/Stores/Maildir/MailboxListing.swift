import Glibc
import MailModel
import System

/// Lists the messages of one Maildir with its folders, reading no more than their headers.
struct MailboxListing {
  let visit: (MessageSummary) -> Void
  /// Filled anew by every message.
  private var buffer = [UInt8](repeating: 0, count: 4_096)

  /// Headers beyond this are cut: no mail client makes such, and a list needs two lines.
  private static let maximumHeader = 262_144
  private static let depth = 32
  private static let attempts = 5

  init(_ visit: @escaping (MessageSummary) -> Void) {
    self.visit = visit
  }

  /// Visits each message once, in no order; one that comes or goes meanwhile may be passed over.
  mutating func list(_ maildir: Folder) throws(SystemError) {
    try list(maildir, name: "", depth: 0)
  }

  private mutating func list(_ folder: Folder, name: String, depth: Int) throws(SystemError) {
    guard depth <= Self.depth else { throw SystemError(folder.path, ENAMETOOLONG) }
    try listMessages(of: folder, name: name)
    for entry in try MaildirRest(folder).folders {
      guard let inner = try folder.open(entry) else { continue }
      let own = entry.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = CharacterSet.folderName(Array(own.drop { $0 == UInt8(ascii: ".") }))
      try list(inner, name: name.isEmpty ? text : "\(name)/\(text)", depth: depth + 1)
    }
  }

  /// A message that a mail client renames meanwhile is looked for again under its new name.
  private mutating func listMessages(of folder: Folder, name: String) throws(SystemError) {
    var seen: Set<ArraySlice<UInt8>> = []
    for _ in 0..<Self.attempts {
      var isWhole = true
      for part in ["new", "cur"] {
        guard let messages = try folder.open(part) else { continue }
        var buffer = buffer
        try messages.each { entry throws(SystemError) in
          guard !entry.isHidden, entry.isFolder != true else { return }
          let unique = Array(entry.bytes).prefix { $0 != UInt8(ascii: ":") }
          guard !seen.contains(unique) else { return }
          switch try Self.read(entry, in: messages, &buffer) {
          case .gone: isWhole = false
          case .folder: return
          case .message(var summary):
            seen.insert(unique)
            summary.folder = name
            visit(summary)
          }
        }
        self.buffer = buffer
      }
      if isWhole { return }
    }
  }

  private enum Found {
    case gone
    case folder
    case message(MessageSummary)
  }

  private static func read(
    _ entry: FolderEntry, in folder: Folder, _ buffer: inout [UInt8]
  ) throws(SystemError) -> Found {
    guard let status = try folder.status(of: entry.name) else { return .gone }
    guard status.st_mode & S_IFMT != S_IFDIR else { return .folder }
    let name = MessageName(entry.bytes)
    var summary = MessageSummary(
      delivered: name.delivered ?? Int64(status.st_mtim.tv_sec), sender: "", subject: "",
      bytes: name.size ?? Int64(status.st_size))
    // A link may lead out of the mail tree, a pipe never answers.
    guard status.st_mode & S_IFMT == S_IFREG else { return .message(summary) }
    let file = openat(
      folder.descriptor, entry.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return .gone }
      throw SystemError(folder.path(of: entry.name))
    }
    defer { close(file) }
    guard let count = fill(&buffer, from: file) else {
      throw SystemError(folder.path(of: entry.name))
    }
    let header = MessageHeader(buffer[..<count])
    summary.sender = header.sender
    summary.subject = header.subject
    return .message(summary)
  }

  /// Reads until the header is whole.
  ///
  /// - Returns: How many bytes were read; nil after an error.
  private static func fill(_ buffer: inout [UInt8], from file: Int32) -> Int? {
    var count = 0
    while true {
      let room = buffer.count - count
      let more = buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(file, bytes.baseAddress?.advanced(by: count), room)
      }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { return nil }
      let start = max(0, count - 3)
      count += more
      if more == 0 || hasEmptyLine(buffer[start..<count]) { return count }
      if count == buffer.count {
        guard count < maximumHeader else { return count }
        buffer += [UInt8](repeating: 0, count: count)
      }
    }
  }

  private static func hasEmptyLine(_ bytes: ArraySlice<UInt8>) -> Bool {
    var isAtLineStart = false
    for byte in bytes {
      if byte == 0x0A {
        if isAtLineStart { return true }
        isAtLineStart = true
      } else if byte != 0x0D {
        isAtLineStart = false
      }
    }
    return false
  }
}
