import Glibc
import System

/// Looks for mail homes below the root by names alone; opens only folders on the way to one, and
/// those that nobody knows.
struct HomeWalk {
  private let known: KnownHomes
  private let depth: Int
  private(set) var unknown: [String] = []
  /// Those of the unknown homes that lie inside a known one.
  private(set) var nested: [String] = []
  /// Rows of accounts.
  private(set) var placeholders: [Int] = []

  /// `depth` is that of new homes; nothing lies deeper than they and all that are known, but what an
  /// earlier template gave to accounts that are known no more.
  init(_ known: KnownHomes, depth: Int) {
    self.known = known
    self.depth = max(depth, known.depth, Self.usualDepth)
  }

  /// That of templates with a domain and a name.
  private static let usualDepth = 2

  mutating func visit(
    _ folder: Folder, at path: String, _ hash: PathHash, level: Int = 1
  ) throws(SystemError) {
    var inner: [(name: [CChar], hash: PathHash, isKnown: Bool)] = []
    var files: [(name: [CChar], row: Int)] = []
    var homes: [(name: [CChar], hash: PathHash)] = []
    try folder.each { entry throws(SystemError) in
      if path.isEmpty, entry.isOwn { return }
      let hash = hash.appending(entry.bytes, isFirst: path.isEmpty)
      switch known.place(hash) {
      case .account(let row):
        if entry.isFolder != true { files.append((entry.nameBytes, row)) }
        if try folder.mayHoldHomes(in: entry) { homes.append((entry.nameBytes, hash)) }
      case .moving:
        if try folder.mayHoldHomes(in: entry) { homes.append((entry.nameBytes, hash)) }
      case nil:
        if entry.isFolder != false {
          inner.append((entry.nameBytes, hash, known.isOnTheWay(hash)))
        }
      }
    }
    for file in files where try folder.isPlaceholder(at: file.name) {
      placeholders.append(file.row)
    }
    for (name, hash) in homes {
      guard let home = (try? folder.open(name)).flatMap(\.self) else { continue }
      try visitInside(home, at: (path.isEmpty ? "" : path + "/") + home.name, hash, isKnown: true)
    }
    for (name, hash, isKnown) in inner {
      // What is no folder, or nobody may look into, tells nothing.
      guard let next = (try? folder.open(name)).flatMap(\.self) else { continue }
      let path = (path.isEmpty ? "" : path + "/") + next.name
      let isHome = try isHome(next, hash)
      if isHome { unknown.append(path) }
      if isHome, !isKnown {
        try visitInside(next, at: path, hash, isKnown: false)
      } else if level < depth {
        try visit(next, at: path, hash, level: level + 1)
      }
    }
  }

  /// True for a folder with a Maildir that no template has as a folder on the way to homes.
  private func isHome(_ folder: Folder, _ hash: PathHash) throws(SystemError) -> Bool {
    guard try folder.standing(at: MaildirStorage.maildir) == .folder else { return false }
    var name = MaildirStorage.maildir
    let maildir = name.withUTF8 { hash.appending($0, isFirst: false) }
    return known.place(maildir) == nil && !known.isOnTheWay(maildir)
  }
}

extension HomeWalk {
  /// Looks for homes in a home, which nobody has put there on purpose.
  private mutating func visitInside(
    _ home: Folder, at path: String, _ hash: PathHash, isKnown: Bool, level: Int = 1
  ) throws(SystemError) {
    for name in try home.innerFolders where !name.isNamed(MaildirStorage.maildir) {
      let inner = name.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: UInt8.self) {
          hash.appending(UnsafeBufferPointer(rebasing: $0.dropLast()), isFirst: false)
        }
      }
      guard let next = (try? home.open(name)).flatMap(\.self) else { continue }
      let path = path + "/" + next.name
      let isHome = try next.standing(at: MaildirStorage.maildir) == .folder
      if isHome, known.place(inner) == nil {
        unknown.append(path)
        if isKnown { nested.append(path) }
      }
      if level < Folder.depthOfInnerHomes {
        try visitInside(next, at: path, inner, isKnown: isKnown, level: level + 1)
      }
    }
  }
}

extension Folder {
  /// How deep in a mail home another one may lie.
  static let depthOfInnerHomes = 8

  /// Folders, and what may be one.
  var innerFolders: [[CChar]] {
    get throws(SystemError) {
      var names: [[CChar]] = []
      try each { entry in
        if entry.isFolder != false { names.append(entry.nameBytes) }
      }
      return names
    }
  }

  /// False for a home that holds nothing but a Maildir, told without opening it.
  ///
  /// A folder has a link for itself, one for its name and one for each folder in it; where a file
  /// system does not count them there is one.
  fileprivate func mayHoldHomes(in home: FolderEntry) throws(SystemError) -> Bool {
    guard home.isFolder != false, let status = try status(of: home.name),
      status.st_mode & S_IFMT == S_IFDIR
    else { return false }
    switch status.st_nlink {
    case 2: return false
    case 3:
      var maildir = stat()
      let path = String(cString: home.name) + "/" + MaildirStorage.maildir
      return fstatat(descriptor, path, &maildir, AT_SYMLINK_NOFOLLOW) != 0
        || maildir.st_mode & S_IFMT != S_IFDIR
    default: return true
    }
  }

  fileprivate func isPlaceholder(at name: [CChar]) throws(SystemError) -> Bool {
    guard let status = try status(of: name) else { return false }
    return HomeState(status) == .placeholder
  }
}

extension FolderEntry {
  /// The trash and the mark.
  var isOwn: Bool {
    isNamed(".trash") || bytes.starts(with: ".rollbook".utf8)
  }
}
