/// The text that is being laid out, line by line.
///
/// Lines that end in comments wait until the last of their run is known: comments that stood in one
/// column stay in one.
struct Sheet {
  /// A line that waits for the column of its comment.
  private struct Waiting {
    /// Empty for a comment alone on its line.
    var text: [UInt8]
    var comment: Range<Int>
    /// In the source.
    var column: Int
    /// True when its text reached to within two blanks of the comment.
    var isTight: Bool
  }

  private let source: UnsafeRawBufferPointer
  private(set) var bytes: [UInt8] = []
  private var line: [UInt8] = []
  private var isOpen = false
  private var run: [Waiting] = []

  init(_ source: UnsafeRawBufferPointer) {
    self.source = source
    bytes.reserveCapacity(source.count + source.count / 8)
  }

  mutating func begin(at column: Int) {
    finish()
    isOpen = true
    for _ in 0..<column { line.append(UInt8(ascii: " ")) }
  }

  mutating func space() { line.append(UInt8(ascii: " ")) }

  mutating func append(_ range: Range<Int>) {
    line.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[range]))
  }

  /// Ends the line, if one is open.
  mutating func finish() {
    guard isOpen else { return }
    flush()
    bytes.append(contentsOf: line)
    endLine()
  }

  mutating func finish(with comment: Gap.Comment) {
    precondition(isOpen, "a comment behind no text")
    run.append(
      Waiting(
        text: line, comment: comment.range, column: comment.column, isTight: comment.blanks <= 2))
    line.removeAll(keepingCapacity: true)
    isOpen = false
  }

  /// A comment on a line of its own goes on with one that stands behind the text above.
  func continues(_ comment: Gap.Comment) -> Bool {
    !isOpen && !comment.followsEmptyLine && run.last?.column == comment.column
  }

  mutating func goOn(with comment: Gap.Comment) {
    run.append(
      Waiting(text: [], comment: comment.range, column: comment.column, isTight: false))
  }

  mutating func addComment(_ comment: Gap.Comment, at column: Int) {
    begin(at: column)
    append(comment.range)
    finish()
  }

  /// An empty line, but none at the start.
  mutating func addEmptyLine() {
    finish()
    flush()
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
  }

  /// What was laid out; nothing may be added to it.
  mutating func take() -> [UInt8] {
    finish()
    flush()
    defer { bytes = [] }
    return bytes
  }

  private mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    line.removeAll(keepingCapacity: true)
    isOpen = false
  }

  /// Writes the lines that wait, each part of one column to itself.
  private mutating func flush() {
    guard !run.isEmpty else { return }
    var start = 0
    while start < run.count {
      var end = start + 1
      while end < run.count, run[end].column == run[start].column { end += 1 }
      write(run[start..<end])
      start = end
    }
    run.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ part: ArraySlice<Waiting>) {
    let needed = part.reduce(0) { max($0, $1.text.isEmpty ? 0 : Self.width($1.text) + 2) }
    let isTight = part.contains { $0.isTight }
    let column = isTight ? needed : max(needed, part.first?.column ?? 0)
    for waiting in part {
      bytes.append(contentsOf: waiting.text)
      for _ in Self.width(waiting.text)..<column { bytes.append(UInt8(ascii: " ")) }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[waiting.comment]))
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// In Unicode scalars, as columns are counted.
  private static func width(_ text: [UInt8]) -> Int { text.count { $0 & 0xC0 != 0x80 } }
}
