import Glibc
import MailModel
import System

/// What lies in a Maildir beside the messages of its inbox: its folders, and what no mail server put
/// there.
///
/// A file counts with its bytes, as it does beside a Maildir; a folder where messages have their place
/// is a mail home, or more of them, that somebody moved there.
extension MailboxCount {
  mutating func countRest(
    ofMaildir folder: Folder, at path: String, depth: Int = 1
  ) throws(SystemError) {
    let rest = try MaildirRest(folder)
    guard rest.folders.isEmpty || depth <= Self.depth else {
      throw SystemError(folder.path, ENAMETOOLONG)
    }
    for file in rest.files {
      try note("\(path)/\(file.name)") { count throws(SystemError) in count.add(bytes: file.bytes) }
    }
    try countFolders(inPlacesOf: folder, at: "\(path)/", depth: depth)
    for name in rest.folders {
      guard let inner = try folder.open(name) else {
        throw SystemError(folder.path(of: name), ENOENT)
      }
      let path = "\(path)/\(name.text)"
      func look(_ count: inout MailboxCount) throws(SystemError) {
        try count.countMessages(of: inner)
        try count.countRest(ofMaildir: inner, at: path, depth: depth + 1)
      }
      if name.isHidden {
        try look(&self)
      } else {
        let isHome = try inner.standing(at: MaildirStorage.maildir) == .folder
        try note(folder: path, isHome: isHome, look)
      }
    }
  }

  /// Counts the folders that lie where a mail folder has its messages.
  ///
  /// `path` ends with a slash, or is empty.
  mutating func countFolders(
    inPlacesOf folder: Folder, at path: String, depth: Int
  ) throws(SystemError) {
    for place in HomeRest.places where try folder.mayHoldFolders(in: place) {
      guard let inner = try folder.open(place) else { continue }
      // Files there are messages, which are counted, and deliveries under way.
      let rest = try HomeRest(place: inner)
      let within = "\(path)\(place)/"
      if rest.isMailFolder { try countPlaces(of: inner, at: within, depth: depth + 1) }
      for name in rest.folders {
        try countRest(name, in: inner, at: within + name.text, depth: depth + 1)
      }
    }
  }
}

/// What one folder of a Maildir holds beside its messages.
struct MaildirRest {
  /// Folders that may hold mail.
  let folders: [[CChar]]
  /// Those that are not named as a mail server names the folders of a Maildir: `.Sent`.
  var plainFolders: [[CChar]] { folders.filter { !$0.isHidden } }
  /// Files that the mail server did not write.
  let files: [(name: String, bytes: Int64)]

  init(_ folder: Folder) throws(SystemError) {
    (folders, files) = try folder.settled(["."]) {
      () throws(SystemError) -> ([[CChar]], [(name: String, bytes: Int64)])? in
      var folders: [[CChar]] = []
      var files: [(name: String, bytes: Int64)] = []
      try folder.each { entry throws(SystemError) in
        if entry.isNamed("cur") || entry.isNamed("new") || entry.isNamed("tmp") { return }
        if try folder.isFolder(entry) { return folders.append(entry.nameBytes) }
        let name = String(decoding: entry.bytes, as: UTF8.self)
        if ServerFile.isOne(name, inFolder: folder.name, isMailFolder: true) { return }
        let bytes = try folder.bytes(ofFile: entry.name)
        if bytes > 0 { files.append((name, bytes)) }
      }
      return (folders, files)
    }
  }
}

extension Folder {
  /// What goes when a file goes; none of a link, and of what is gone already.
  func bytes(ofFile name: UnsafePointer<CChar>) throws(SystemError) -> Int64 {
    guard let status = try status(of: name), status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int64(status.st_size)
  }

  /// False where the links of a folder tell that none is in it.
  ///
  /// It has one in the folder that it lies in, one for itself, and one in each folder in it; where a
  /// file system does not count them there is one.
  fileprivate func mayHoldFolders(in name: String) throws(SystemError) -> Bool {
    guard let status = try status(of: name) else { return false }
    return status.st_mode & S_IFMT != S_IFDIR || status.st_nlink != 2
  }

  /// - Throws: `ELOOP` for a link that leads to a folder: what lies there would go uncounted.
  fileprivate func isFolder(_ entry: FolderEntry) throws(SystemError) -> Bool {
    if let known = entry.isFolder, !entry.isLink { return known }
    guard let status = try status(of: entry.name) else { return false }
    guard status.st_mode & S_IFMT == S_IFLNK else { return status.st_mode & S_IFMT == S_IFDIR }
    var target = stat()
    if fstatat(descriptor, entry.name, &target, 0) == 0, target.st_mode & S_IFMT == S_IFDIR {
      throw SystemError(path(of: entry.name), ELOOP)
    }
    return false
  }
}
