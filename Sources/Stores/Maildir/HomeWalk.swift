import Glibc

/// Looks for mail homes below the root by names alone; opens only folders on the way to one, and
/// those that nobody knows.
struct HomeWalk {
  private let known: KnownHomes
  private let depth: Int
  private(set) var unknown: [String] = []
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
    try folder.each { entry in
      if path.isEmpty, entry.isOwn { return }
      let hash = hash.appending(entry.bytes, isFirst: path.isEmpty)
      switch known.place(hash) {
      case .account(let row):
        if entry.isFolder != true { files.append((entry.nameBytes, row)) }
      case .moving: break
      case nil:
        if entry.isFolder != false {
          inner.append((entry.nameBytes, hash, known.isOnTheWay(hash)))
        }
      }
    }
    for file in files where try folder.isPlaceholder(at: file.name) {
      placeholders.append(file.row)
    }
    for (name, hash, isKnown) in inner {
      // What is no folder, or nobody may look into, tells nothing.
      guard let next = (try? folder.open(name)).flatMap(\.self) else { continue }
      let path = (path.isEmpty ? "" : path + "/") + next.name
      if !isKnown, try next.standing(at: MaildirStorage.maildir) == .folder {
        unknown.append(path)
      } else if level < depth {
        try visit(next, at: path, hash, level: level + 1)
      }
    }
  }
}

extension Folder {
  fileprivate func isPlaceholder(at name: [CChar]) throws(SystemError) -> Bool {
    guard let status = try status(of: name) else { return false }
    return HomeState(status) == .placeholder
  }
}

extension Entry {
  /// The trash and the mark.
  var isOwn: Bool {
    isNamed(".trash") || bytes.starts(with: ".rollbook".utf8)
  }
}
