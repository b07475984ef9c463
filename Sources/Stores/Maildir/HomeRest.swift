import Glibc
import MailModel
import System

/// What lies in a mail home, or in an item of the trash, beside a Maildir, and would go with it.
///
/// A repair leaves `Maildir.old` there, a move from another server an `mbox`: nobody but the owner
/// knows what it is, so it counts. Messages are those in `cur` and `new` of any folder, and of every
/// other file the bytes, but for what the mail server writes there itself (`ServerFile`).
extension MailboxCount {
  /// Counts all mail in a mail home: its Maildir, where it has one, and what lies beside that.
  mutating func count(home: Folder, except own: Set<String> = []) throws(SystemError) {
    if let maildir = try home.open(MaildirStorage.maildir) { try count(maildir) }
    try countBeside(in: home, except: own)
  }

  /// Counts what lies in a mail home beside its Maildir and `own`.
  mutating func countBeside(
    in home: Folder, except own: Set<String> = []
  ) throws(SystemError) {
    let rest = try HomeRest(home)
    if rest.isMailFolder {
      try note("cur or new") { count throws(SystemError) in
        try count.countPlaces(of: home, at: "", depth: 1)
      }
    }
    for file in rest.files where !own.contains(file.name) {
      try note(file.name) { count throws(SystemError) in count.add(bytes: file.bytes) }
    }
    for name in rest.folders where !name.isNamed(MaildirStorage.maildir) {
      try note(name.text) { count throws(SystemError) in
        try count.countRest(name, in: home, at: name.text, depth: 1)
      }
    }
  }

  /// Counts all that an item of the trash holds.
  mutating func count(item: Folder, except own: Set<String>) throws(SystemError) {
    try countBeside(in: item, except: own)
    if try item.standing(at: MaildirStorage.maildir) == .folder,
      let maildir = try item.open(MaildirStorage.maildir)
    {
      try countStray(maildir, at: MaildirStorage.maildir)
    }
  }

  /// Counts the messages of a mail folder, and whatever else lies in its places for them, such as a home
  /// that was moved there.
  ///
  /// `path` ends with a slash, or is empty.
  mutating func countPlaces(
    of folder: Folder, at path: String, depth: Int
  ) throws(SystemError) {
    guard depth <= Self.depth + 1 else { throw SystemError(folder.path, ENAMETOOLONG) }
    try countMessages(of: folder)
    try countFolders(inPlacesOf: folder, at: path, depth: depth)
  }

  mutating func countRest(
    _ name: [CChar], in folder: Folder, at path: String, depth: Int
  ) throws(SystemError) {
    // Gone since it was listed.
    guard let inner = try folder.open(name) else { return }
    if name.isNamed(MaildirStorage.maildir) { return try countStray(inner, at: path) }
    // An item holds a home, and is counted as deep as that.
    guard depth <= Self.depth + 1 else { throw SystemError(inner.path, ENAMETOOLONG) }
    let rest = try HomeRest(inner)
    let isHome = rest.folders.contains { $0.isNamed(MaildirStorage.maildir) }
    try note(folder: path, isHome: isHome) { count throws(SystemError) in
      if rest.isMailFolder { try count.countPlaces(of: inner, at: "\(path)/", depth: depth) }
      for file in rest.files { count.add(bytes: file.bytes) }
      for name in rest.folders {
        try count.countRest(name, in: inner, at: "\(path)/\(name.text)", depth: depth + 1)
      }
    }
  }
}

/// What one folder outside a Maildir holds.
struct HomeRest {
  /// Where a mail folder has its messages, and those that are on their way into it.
  static let places = ["new", "cur", "tmp"]

  /// Files that the mail server did not write.
  private(set) var files: [(name: String, bytes: Int64)] = []
  /// Those that hold messages in their place are counted with `isMailFolder`, and not among these.
  private(set) var folders: [[CChar]] = []
  /// True for a folder with a place for messages.
  let isMailFolder: Bool

  init(_ folder: Folder) throws(SystemError) { try self.init(folder, isPlace: false) }

  /// What a place for messages holds beside them: no file is looked at.
  init(place folder: Folder) throws(SystemError) { try self.init(folder, isPlace: true) }

  private init(_ folder: Folder, isPlace: Bool) throws(SystemError) {
    var entries: [(name: [CChar], isFolder: Bool, bytes: Int64)] = []
    try folder.each { entry throws(SystemError) in
      // Where a link leads to stays when the link goes.
      if entry.isLink { return }
      if entry.isFolder == true { return entries.append((entry.nameBytes, true, 0)) }
      if isPlace, entry.isFolder == false { return }
      guard let status = try folder.status(of: entry.name) else { return }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: entries.append((entry.nameBytes, true, 0))
      case S_IFREG: entries.append((entry.nameBytes, false, Int64(status.st_size)))
      default: break
      }
    }
    let isMailFolder = entries.contains {
      $0.isFolder && ($0.name.isNamed("cur") || $0.name.isNamed("new"))
    }
    self.isMailFolder = isMailFolder
    for entry in entries {
      if entry.isFolder {
        let isPlace = isMailFolder && Self.places.contains { entry.name.isNamed($0) }
        if !isPlace { folders.append(entry.name) }
      } else {
        let name = entry.name.text
        let isServers = ServerFile.isOne(name, inFolder: folder.name, isMailFolder: isMailFolder)
        if !isServers { files.append((name, entry.bytes)) }
      }
    }
  }
}

extension [CChar] {
  var text: String {
    String(decoding: dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  var isHidden: Bool { first == CChar(bitPattern: UInt8(ascii: ".")) }

  func isNamed(_ name: String) -> Bool { elementsEqual(name.utf8CString) }
}
