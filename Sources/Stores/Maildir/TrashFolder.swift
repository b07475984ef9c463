import CRename
import Glibc

/// One item of the trash: `ROOT/.trash/ITEM` with the moved home as `mail`, and `record.json`.
struct TrashFolder {
  let folder: Folder

  static let mail = "mail"
  private static let record = "record.json"
  private static let draft = "record.json.new"

  /// What lies at `mail`: the moved home, a placeholder not yet or no longer exchanged, or nothing.
  var mailState: HomeState {
    get throws(SystemError) { try folder.standing(at: Self.mail) }
  }

  /// Writes the record whole or not at all.
  func write(record text: String) throws(SystemError) {
    let path = "\(folder.path)/\(Self.record)"
    try folder.removeFile(Self.draft)
    let file = openat(
      folder.descriptor, Self.draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError(path) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw SystemError(path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(file) == 0,
      renameat(folder.descriptor, Self.draft, folder.descriptor, Self.record) == 0
    else { throw SystemError(path) }
    try folder.flush()
  }

  func removeRecord() throws(SystemError) {
    try folder.removeFile(Self.draft)
    try folder.removeFile(Self.record)
  }

  /// Makes the placeholder that a home will be exchanged with.
  func makePlaceholder() throws(SystemError) {
    try folder.makePlaceholder(Self.mail)
  }

  /// Swaps `mail` with what stands at `name` in `parent`, at once.
  func exchange(_ name: String, in parent: Folder) throws(SystemError) {
    try move(from: parent, name, to: folder, Self.mail, rollbook_rename_exchange)
  }

  /// Moves `mail` to `name` in `parent`, where nothing may stand.
  func moveMail(to name: String, in parent: Folder) throws(SystemError) {
    try move(from: folder, Self.mail, to: parent, name, rollbook_rename_noreplace)
  }

  private func move(
    from source: Folder, _ sourceName: String, to target: Folder, _ targetName: String,
    _ flags: UInt32
  ) throws(SystemError) {
    let result = renameat2(
      source.descriptor, sourceName, target.descriptor, targetName, flags)
    guard result == 0 else { throw SystemError("\(target.path)/\(targetName)") }
    try target.flush()
    try source.flush()
  }
}

extension Folder {
  /// Makes an empty file of mode 0 at `name`.
  ///
  /// - Throws: `EEXIST` when something stands there.
  func makePlaceholder(_ name: String) throws(SystemError) {
    let file = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0)
    guard file >= 0 else { throw SystemError("\(path)/\(name)") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw SystemError("\(path)/\(name)") }
    try flush()
  }

  /// Destroys what stands at `name` with everything in it; links are removed, not followed.
  ///
  /// - Throws: `EXDEV` when another file system is mounted in it; that is left alone.
  func destroy(_ name: String, on device: dev_t) throws(SystemError) {
    guard let status = try status(of: name) else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try removeFile(name) }
    guard status.st_dev == device else { throw SystemError("\(path)/\(name)", EXDEV) }
    // Root needs no permission; anybody else gives it to himself, the folder being his own.
    if geteuid() != 0, status.st_mode & 0o700 != 0o700 {
      fchmodat(descriptor, name, status.st_mode | 0o700, 0)
    }
    guard let folder = try open(name) else { return }
    var names: [String] = []
    try folder.each { names.append($0.text) }
    for inner in names { try folder.destroy(inner, on: device) }
    try removeFolder(name)
  }
}
