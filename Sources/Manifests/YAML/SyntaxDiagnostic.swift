import MailModel

extension Diagnostic {
  /// What the reader of a file says when libyaml has given up on it.
  static func syntax(
    _ problem: SyntaxProblem, in bytes: UnsafeRawBufferPointer, file: Int, list: DiagnosticList
  ) -> Diagnostic {
    switch problem.place {
    case .byte(let offset):
      let (line, column) = LineBreaks.position(of: offset, in: bytes)
      let place = list.place(PackedPlace(file: file, line: line, column: column))
      if let encoding = wideEncoding(of: bytes) {
        return .error(
          "invalid-utf8", "the file is \(encoding), not UTF-8",
          at: list.place(PackedPlace(file: file, line: 1, column: 1)),
          help: "save the file as UTF-8")
      }
      if problem.text.contains("control characters") {
        let found = scalar(at: offset, in: bytes).map { " \(codePoint($0))" } ?? ""
        return .error(
          "control-character", "the control character\(found) can't stand in a manifest",
          at: place, help: "remove it")
      }
      return .error(
        "invalid-utf8", "the file is not UTF-8 from here on", at: place,
        help: "save the file as UTF-8")
    case .mark(let line, let column):
      let place = list.place(PackedPlace(file: file, line: line, column: column))
      var notes: [Note] = []
      if let start = problem.start, start != (line, column) {
        notes.append(
          Note(
            "it began here",
            at: list.place(PackedPlace(file: file, line: start.line, column: start.column))))
      }
      if let marker = conflictMarker(to: line, in: bytes) {
        return .error(
          "conflict-marker", "a merge that was not finished left its marks in the file",
          at: list.place(PackedPlace(file: file, line: marker, column: 1)),
          help: "choose between the two versions and remove the marks")
      }
      let found = offset(line, column, in: bytes)
      if let found, bytes[found] == UInt8(ascii: "\t") {
        return .error(
          "tab", "a tab can't indent or separate in YAML", at: place, notes: notes,
          help: "use spaces")
      }
      if found == nil || problem.text.contains("end of stream") {
        return .error(
          "cut-off",
          "the file ends in the middle of \(SyntaxWords.unfinished(problem.context))", at: place,
          notes: notes)
      }
      let words = SyntaxWords.explained(
        problem.text, at: found.flatMap { scalar(at: $0, in: bytes) })
      return .error(
        "invalid-yaml", words?.message ?? problem.text, at: place, notes: notes, help: words?.help)
    }
  }

  /// The encoding that a byte order mark or the zeros between letters give away.
  private static func wideEncoding(of bytes: UnsafeRawBufferPointer) -> String? {
    let start = Array(bytes.prefix(4))
    if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard start.count == 4, start.count(where: { $0 == 0 }) == 2 else { return nil }
    return start[0] == start[2] || start[1] == start[3] ? "UTF-16" : nil
  }

  /// The first line up to this one that git began a conflict with.
  private static func conflictMarker(to line: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    let starts = LineBreaks.lineStarts(in: bytes)
    return starts.prefix(line).firstIndex { bytes[$0...].starts(with: "<<<<<<< ".utf8) }
      .map { $0 + 1 }
  }

  private static func scalar(
    at offset: Int, in bytes: UnsafeRawBufferPointer
  ) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    return String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first
  }

  private static func offset(_ line: Int, _ column: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    let starts = LineBreaks.lineStarts(in: bytes)
    guard line <= starts.count else { return nil }
    var offset = starts[line - 1]
    var rest = column - 1
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset < bytes.count ? offset : nil
  }
}
