#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The beginning of a manifest's first file: what says which site it is of, up to the first key about
/// who is in it.
///
/// The file is read on in pieces until everything of the head is found, since a key of it may stand
/// behind the others; no more than the head is kept. Nothing is guessed: a text of which lines alone do
/// not tell where its top-level keys are has no head, and is read whole.
struct ManifestHead {
  private(set) var text: [UInt8] = []
  private var isComplete = false
  private var isPlain = true
  private var missing = Self.sought
  /// The beginning of a key at the left margin, where the last piece has cut it.
  private var cutKey: [UInt8] = []
  private var isAtMargin = true

  private static let sought: Set<[UInt8]> = Set(
    [RootKey.domain, .store, .mail, .policy].map { Array($0.rawValue.utf8) })
  private static let keys = sought.union(
    [RootKey.rollbook, .domains].map { Array($0.rawValue.utf8) })
  private static let longestKey = RootKey.allCases.map(\.rawValue.utf8.count).max() ?? 0

  /// nil where the file cannot be read, or only as a whole.
  static func read(_ path: String) -> [UInt8]? {
    var head = ManifestHead()
    let isRead = SourceTree.pieces(of: path) { piece in
      head.take(piece)
      return !head.isDone
    }
    return isRead && head.isPlain ? head.text : nil
  }

  /// True when nothing that comes behind changes the answer.
  private var isDone: Bool { !isPlain || isComplete && missing.isEmpty }

  /// Looks at the next bytes of the file.
  private mutating func take(_ piece: UnsafeRawBufferPointer) {
    var start = 0
    while !isDone, start < piece.count {
      let rest = UnsafeRawBufferPointer(rebasing: piece[start...])
      let line = rest.firstLine
      // Most lines belong to what stands above.
      if isAtMargin, !cutKey.isEmpty || rest[0] != UInt8(ascii: " ") { judge(line) }
      if !isComplete { text.append(contentsOf: line) }
      isAtMargin = line[line.count - 1] == UInt8(ascii: "\n") || !cutKey.isEmpty
      start += line.count
    }
  }

  /// Judges a line by its beginning.
  private mutating func judge(_ line: UnsafeRawBufferPointer) {
    let first = cutKey.first ?? line[0]
    guard first.isLetter else {
      // Blanks, comments and items of a sequence go on with what stands above.
      isPlain =
        " \t#-\r\n".utf8.contains(first) && !(isComplete && line.starts(with: "---".utf8))
      return
    }
    let room = Self.longestKey + 1 - cutKey.count
    let start = cutKey + line.prefix(max(0, room))
    cutKey = []
    guard let colon = start.firstIndex(of: UInt8(ascii: ":")) else {
      let isCut = line[line.count - 1] != UInt8(ascii: "\n") && start.count <= Self.longestKey
      if isCut { cutKey = start } else { isPlain = false }
      return
    }
    let key = Array(start[..<colon])
    if !Self.keys.contains(key) { isComplete = true } else if isComplete { isPlain = false }
    missing.remove(key)
  }
}

extension UnsafeRawBufferPointer {
  /// Up to the first line feed, which it includes; everything where there is none.
  ///
  /// - Precondition: There is a byte.
  fileprivate var firstLine: UnsafeRawBufferPointer {
    guard let start = baseAddress, let end = memchr(start, 0x0A, count) else { return self }
    return UnsafeRawBufferPointer(rebasing: self[...(UnsafeRawPointer(end) - start)])
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
}
