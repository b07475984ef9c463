import MailModel
import System

/// Follows `include` from file to file, each read once, in the order of the text.
struct FileWalk {
  private static let maximumFiles = 65_535

  let tree: SourceTree
  /// The first manifest's folder as typed, which relative paths start from; empty for a bare name.
  let base: String
  var draft = ManifestBuilder()
  /// Bytes by file index.
  private(set) var files: [[UInt8]] = []
  private var seen: Set<String> = []

  /// Takes the files as typed by the user; the folder of the first is the base.
  init(tree: SourceTree, files: [String]) {
    self.tree = tree
    let first = files.first ?? ""
    // A path that is shown begins as the user has typed it.
    base = first.utf8.contains(UInt8(ascii: "/")) ? Paths.folder(of: first) : ""
  }

  /// Reads a file and what it includes.
  ///
  /// `place` is where the file is named, nil for one given on the command line; `chain` has the
  /// canonical paths of the files that are being read.
  /// `scope` has the groups that the including file is limited to.
  mutating func read(
    _ path: String, named place: Place?, chain: [String] = [], scope: Set<String>? = nil
  ) {
    guard let identity = tree.canonical(path) else {
      let failure: LoadFailure =
        switch tree.load(path) {
        case .failure(let failure): failure
        case .success: .missing
        }
      return reportFailure(path, failure, at: place)
    }
    if chain.contains(identity) {
      draft.list.add(.includeCycle(path, at: place))
      return
    }
    guard seen.insert(identity).inserted else { return }
    let bytes: [UInt8]
    switch tree.load(path) {
    case .success(let loaded): bytes = loaded
    case .failure(let failure): return reportFailure(path, failure, at: place)
    }
    guard let file = add(path, name: Paths.relative(path, to: base), bytes, at: place) else {
      return
    }
    if draft.manifest.accounts.count == 0, bytes.count > 1 << 20 {
      // Room that is not used costs nothing; growing in steps copies everything several times.
      draft.keyHashes.reserveCapacity(bytes.count / 128)
      draft.explicitFields.reserveCapacity(bytes.count / 128)
      draft.mentions.reserveCapacity(bytes.count / 256)
      draft.manifest.accounts.rows.reserve(rows: bytes.count / 128, bytes: bytes.count * 3 / 4)
    }
    draft.notesGroups = scope != nil || bytes.withUnsafeBytes { $0.have("scope") }
    let (includes, ownScope) = bytes.withUnsafeBytes { all in
      var reader = FileReader(
        SourceText.withoutMark(all), file: file, isFirst: file == 0, list: draft.list)
      reader.read(into: &draft)
      return (reader.includes, reader.scope)
    }
    draft.setScope(ownScope, ofFile: file, within: scope)
    for include in includes {
      for path in paths(of: include.path, at: draft.list.place(include.place)) {
        read(
          path, named: draft.list.place(include.place), chain: chain + [identity],
          scope: draft.manifest.scopes[file])
      }
    }
  }

  /// Tells that a file could not be read, and that what it lists is not known.
  mutating func reportFailure(_ path: String, _ failure: LoadFailure, at place: Place?) {
    draft.lacksEntries = true
    var diagnostic = Diagnostic.unloaded(path, failure, at: place)
    if place == nil, failure == .missing {
      diagnostic.help = "name a manifest with --manifest FILE, or start a site with `rollbook init`"
    }
    draft.list.add(diagnostic)
  }

  /// Makes a file that was loaded one of the sources.
  ///
  /// - Returns: Its index; nil, and reported, when there are too many.
  mutating func add(_ path: String, name: String?, _ bytes: [UInt8], at place: Place?) -> Int? {
    guard files.count < Self.maximumFiles else {
      draft.list.add(.tooManyFiles(limit: Self.maximumFiles, at: place))
      return nil
    }
    files.append(bytes)
    draft.list.addFile(path)
    draft.manifest.sources.append(Manifest.Source(path: path, name: name, digest: "", entries: 0))
    return files.count - 1
  }

  /// Hands over what was read; the walk is over.
  mutating func takeDraft() -> ManifestBuilder {
    let result = draft
    draft = ManifestBuilder()
    return result
  }

  /// The files that an `include` entry names.
  private mutating func paths(of entry: String, at place: Place) -> [String] {
    guard !entry.isEmpty else {
      draft.list.add(.emptyText("a path under include", at: place))
      return []
    }
    guard Paths.staysInside(entry) else {
      draft.list.add(.outside(entry, at: place))
      return []
    }
    let path = Paths.appending(entry, to: base)
    guard PathPattern.isPattern(entry) else {
      return isInside(path) ? [path] : reported(entry, place)
    }
    do throws(PathPattern.Mistake) {
      switch tree.matches(entry, try PathPattern(entry), base) {
      case .success(let found):
        if found.isEmpty {
          draft.lacksEntries = true
          draft.list.add(.noMatch(entry, at: place))
        }
        return found.flatMap { isInside($0) ? [$0] : reported($0, place) }
      case .failure(let failure):
        draft.list.add(
          .unreadable(failure.folder.isEmpty ? "." : failure.folder, failure.reason, at: place))
      }
    } catch {
      draft.list.add(.brokenPattern(entry, error, at: place))
    }
    draft.lacksEntries = true
    return []
  }

  private func reported(_ path: String, _ place: Place) -> [String] {
    draft.list.add(.outside(path, at: place))
    return []
  }

  /// True when the file behind all links lies below the base folder, or does not exist.
  func isInside(_ path: String) -> Bool {
    guard let file = tree.canonical(path), let folder = tree.canonical(base.isEmpty ? "." : base)
    else { return true }
    return folder.isEmpty || folder == "/" || file.utf8.starts(with: (folder + "/").utf8)
  }
}

extension Diagnostic {
  static func unloaded(_ path: String, _ failure: LoadFailure, at place: Place?) -> Diagnostic {
    failure == .missing ? noFile(path, at: place) : unreadable(path, failure.reason, at: place)
  }

  fileprivate static func unreadable(_ path: String, _ reason: String, at place: Place?)
    -> Diagnostic
  {
    .error(
      "unreadable-file", "\(shown(path)) can't be read: \(reason)",
      at: place ?? Place(file: path, line: 1, column: 1))
  }

  fileprivate static func includeCycle(_ path: String, at place: Place?) -> Diagnostic {
    .error("include-cycle", "\(shown(path)) includes itself in the end", at: place)
  }

  static func outside(_ path: String, at place: Place) -> Diagnostic {
    .error(
      "include-outside", "\(shown(path)) lies outside the first manifest's folder", at: place,
      help: "move the file into the folder")
  }

  fileprivate static func noMatch(_ pattern: String, at place: Place) -> Diagnostic {
    .error("no-such-file", "no file matches \(shown(pattern))", at: place)
  }

  fileprivate static func noFile(_ path: String, at place: Place?) -> Diagnostic {
    .error(
      "no-such-file", "there is no file \(shown(path))",
      at: place ?? Place(file: path, line: 1, column: 1))
  }

  fileprivate static func brokenPattern(
    _ pattern: String, _ mistake: PathPattern.Mistake, at place: Place
  ) -> Diagnostic {
    switch mistake {
    case .doubleStar:
      .error(
        "double-star", "`**` in \(shown(pattern)) does not reach into folders of folders",
        at: place, help: "`*` matches within one folder: write one pattern for each level")
    case .tooLong:
      .error(
        "pattern-too-long",
        "a pattern has at most \(PathPattern.maximumParts) folders and "
          + "\(PathPattern.maximumBytes) bytes", at: place,
        help: "name the files, or put them into fewer folders")
    }
  }

  fileprivate static func tooManyFiles(limit: Int, at place: Place?) -> Diagnostic {
    .error("too-many-files", "a manifest has at most \(limit) files", at: place)
  }
}
