import Glibc
import MailModel
import System

/// One item of the trash: `ROOT/.trash/ITEM` with the moved home as `mail`, and `record`.
///
/// A folder that somebody moved to the trash whole, `ROOT/.trash/ITEM/Maildir`, holds mail as well.
/// While the mail has not moved, `mail` is the placeholder it will be exchanged with; of a home
/// that did not exist nothing is left at `mail`.
struct TrashFolder {
  let name: String
  let folder: Folder

  static let mail = "mail"
  private static let record = "record"
  private static let draft = "record.new"
  /// Which folders the item, the home in it and its Maildir with `new` and `cur` are, by their inodes,
  /// and the item's name.
  private static let identity = "identity"
  private static let files: Set<String> = [record, draft, identity]

  /// Files of a removal, which are no mail: in a home that lies here itself they are the owner's,
  /// unless the record is one that a removal wrote.
  var own: Set<String> {
    get throws(SystemError) {
      if try mailState != .nothing { return Self.files }
      if try isRecorded { return Self.files }
      return try noted == nil ? [] : [Self.identity]
    }
  }

  /// True of a record that a removal wrote: it begins with a digest.
  private var isRecorded: Bool {
    get throws(SystemError) {
      (try? record)?.hasPrefix("sha256:") == true
    }
  }

  /// What lies at `mail`.
  var mailState: HomeState {
    get throws(SystemError) { try folder.standing(at: Self.mail) }
  }

  /// True once the mail, or that there is none, is in the trash for good.
  var isMoved: Bool {
    get throws(SystemError) {
      switch try mailState {
      case .folder: true
      case .nothing: if try hasRecord { true } else { try isBare }
      case .placeholder, .other: false
      }
    }
  }

  /// True for a mail home that lies here itself, instead of at `mail`.
  var isBare: Bool {
    get throws(SystemError) {
      guard try folder.standing(at: MaildirStorage.maildir) == .folder else { return false }
      switch try mailState {
      case .nothing: return true
      case .folder: return try folder.open([Self.mail, MaildirStorage.maildir]) == nil
      case .placeholder, .other: return false
      }
    }
  }

  /// True of a mail home that lies here itself and has a folder `mail` of its own.
  var isAmbiguous: Bool {
    get throws(SystemError) {
      guard try folder.standing(at: MaildirStorage.maildir) == .folder else { return false }
      guard try mailState == .folder else { return false }
      return try !isRecorded
    }
  }

  /// The moved home; nil where there was none.
  var home: Folder? {
    get throws(SystemError) {
      if try isBare { return folder }
      return try mailState == .folder ? try folder.open(Self.mail) : nil
    }
  }

  /// Moves a mail home that lies here itself to `mail`, with everything beside its Maildir.
  func settle() throws(SystemError) {
    guard try isBare else { return }
    let own = try own
    let mail = try folder.make(Self.mail, mode: 0o700)
    try folder.giveOwner(to: mail)
    var names: [[CChar]] = []
    try folder.each { entry in
      let isOwn = entry.isNamed("mail") || own.contains(String(cString: entry.name))
      if !isOwn, !entry.isNamed("Maildir") { names.append(entry.nameBytes) }
    }
    // The Maildir goes last: until then the home lies here.
    for name in names + [Array(MaildirStorage.maildir.utf8CString)] {
      guard folder.move(name, to: mail, name, .asNew) else {
        throw SystemError(mail.path(of: name))
      }
    }
    try mail.flush()
    try folder.flush()
  }

  var hasRecord: Bool {
    get throws(SystemError) { try folder.status(of: Self.record) != nil }
  }

  /// What the record says; nil where there is none.
  var record: String? {
    get throws(SystemError) {
      try folder.read(Self.record, atMost: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  func write(record text: String) throws(SystemError) {
    try folder.write(text, to: Self.record, draft: Self.draft, mode: 0o600)
  }

  func removeRecord() throws(SystemError) {
    let own = try own
    // The record goes last: without it the item is no item.
    for name in [Self.identity, Self.draft, Self.record] where own.contains(name) {
      try folder.removeFile(name)
    }
  }

  /// Notes that `home` is to be the item's mail.
  func writeIdentity(of home: Folder) throws(SystemError) {
    let inodes =
      [UInt64(try folder.inode), UInt64(try home.inode)] + (try Self.inodes(inside: home))
    try folder.write(
      inodes.map { String($0) }.joined(separator: " ") + "\n\(name)\n", to: Self.identity,
      draft: Self.draft, mode: 0o600)
  }

  var standing: ItemStanding {
    get throws(SystemError) {
      guard let noted = try noted else { return try hasRecord ? .unmarked : .unrecorded }
      let isNamedSo = noted.name.sameBytes(as: name)
      guard noted.item == UInt64(try folder.inode) else { return isNamedSo ? .copied : .another }
      if let home = try home, try isOther(home, than: noted) { return .exchanged }
      return isNamedSo ? .asMoved : .another
    }
  }

  private func isOther(_ home: Folder, than noted: Identity) throws(SystemError) -> Bool {
    // A Maildir that lies in the item itself, as somebody put it back, has no home around it.
    if home !== folder, noted.home != UInt64(try home.inode) { return true }
    // What is gone an erasure that was cut off has taken.
    return zip(noted.inside, try Self.inodes(inside: home)).contains { $1 != 0 && $0 != $1 }
  }

  private struct Identity {
    let item: UInt64
    let home: UInt64
    /// 0 for one that was not there.
    let inside: [UInt64]
    let name: String
  }

  /// Its Maildir, and where that has its messages; 0 for one that is not there.
  private static func inodes(inside home: Folder) throws(SystemError) -> [UInt64] {
    var inodes = [UInt64(try home.status(of: MaildirStorage.maildir)?.st_ino ?? 0)]
    let maildir = try home.open(MaildirStorage.maildir)
    for place in ["new", "cur"] {
      inodes.append(UInt64(try maildir?.status(of: place)?.st_ino ?? 0))
    }
    return inodes
  }

  /// What the identity says; nil where there is none.
  private var noted: Identity? {
    get throws(SystemError) {
      guard let bytes = try? folder.read(Self.identity, atMost: 1 << 10) else { return nil }
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      guard lines.count == 2 else { return nil }
      let inodes = lines[0].split(separator: " ").compactMap { UInt64($0) }
      guard inodes.count == 5 else { return nil }
      return Identity(
        item: inodes[0], home: inodes[1], inside: Array(inodes[2...]), name: String(lines[1]))
    }
  }

  /// Destroys the item, its own files last: as long as any mail is left they tell whose it is.
  ///
  /// - Throws: `EXDEV` before anything is destroyed, where another file system is mounted in it.
  func destroy(named name: String, in trash: Folder) throws(SystemError) {
    let device = try trash.device
    try folder.check(everythingOn: device)
    var names: [[CChar]] = []
    try folder.each { entry in
      if !Self.files.contains(String(cString: entry.name)) { names.append(entry.nameBytes) }
    }
    for inner in names { try folder.destroy(inner, on: device) }
    try trash.destroy(name, on: device)
  }

  /// Makes the placeholder that a home will be exchanged with.
  func makePlaceholder() throws(SystemError) {
    try folder.makePlaceholder(Self.mail)
  }

  /// Nothing happens where something else stands in its place.
  func removePlaceholder() throws(SystemError) {
    guard try mailState == .placeholder else { return }
    try folder.removeFile(Self.mail)
    try folder.flush()
  }

  /// Swaps `mail` with what stands at `name` in `parent`, at once.
  func exchange(_ name: String, in parent: Folder) throws(SystemError) {
    try move(from: parent, name, to: folder, Self.mail, .exchanging)
  }

  /// Moves `mail` to `name` in `parent`, where nothing may stand.
  func moveMail(to name: String, in parent: Folder) throws(SystemError) {
    try move(from: folder, Self.mail, to: parent, name, .asNew)
  }

  private func move(
    from source: Folder, _ sourceName: String, to target: Folder, _ targetName: String,
    _ clash: NameClash
  ) throws(SystemError) {
    guard source.move(sourceName, to: target, targetName, clash) else {
      throw SystemError(target.path(of: targetName))
    }
    try target.flush()
    try source.flush()
  }
}

extension Folder {
  fileprivate var inode: ino_t {
    get throws(SystemError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw SystemError(path) }
      return status.st_ino
    }
  }

  /// - Throws: `EXDEV` where this folder, or one in it, lies on another device.
  fileprivate func check(everythingOn device: dev_t) throws(SystemError) {
    try check(device)
    var names: [[CChar]] = []
    try each { entry in if entry.isFolder != false { names.append(entry.nameBytes) } }
    for name in names {
      guard let status = try status(of: name), status.st_mode & S_IFMT == S_IFDIR else { continue }
      guard status.st_dev == device else { throw SystemError(path(of: name), EXDEV) }
      // What may not be opened is told by the erasure itself.
      guard let inner = (try? open(name)).flatMap(\.self) else { continue }
      try inner.check(everythingOn: device)
    }
  }

  /// Gives a folder that was made just now to the owner of this one; only root can, and has to.
  fileprivate func giveOwner(to other: Folder) throws(SystemError) {
    guard geteuid() == 0 else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      fchown(other.descriptor, status.st_uid, status.st_gid) == 0
    else { throw SystemError(other.path) }
  }

  /// Makes an empty file of mode 0 at `name`.
  ///
  /// - Throws: `EEXIST` when something stands there.
  func makePlaceholder(_ name: String) throws(SystemError) {
    let file = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0)
    guard file >= 0 else { throw SystemError(path(of: name)) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw SystemError(path(of: name)) }
    try flush()
  }

  /// Destroys what stands at `name` with everything in it; links are removed, not followed.
  ///
  /// - Throws: `EXDEV` when another file system is mounted in it; that is left alone.
  func destroy(_ name: UnsafePointer<CChar>, on device: dev_t) throws(SystemError) {
    guard let status = try status(of: name) else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try removeFile(name) }
    guard status.st_dev == device else { throw SystemError(path(of: name), EXDEV) }
    // Root needs no permission; anybody else gives it to himself, the folder being his own.
    if geteuid() != 0, status.st_mode & 0o700 != 0o700 {
      fchmodat(descriptor, name, status.st_mode | 0o700, 0)
    }
    guard let folder = try open(name) else { return }
    var names: [[CChar]] = []
    try folder.each { names.append($0.nameBytes) }
    for inner in names { try folder.destroy(inner, on: device) }
    try removeFolder(name)
  }
}
