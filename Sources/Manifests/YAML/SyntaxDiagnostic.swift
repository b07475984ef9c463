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
      if problem.text.contains("control characters") {
        return .error(
          "control-character", "a control character can't stand in a manifest", at: place,
          help: "remove it")
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
      let found = byte(line, column, in: bytes)
      if found == UInt8(ascii: "\t") {
        return .error(
          "tab", "a tab can't indent or separate in YAML", at: place, notes: notes,
          help: "use spaces")
      }
      let isCutOff = found == nil || problem.text.contains("end of stream")
      return .error(
        isCutOff ? "cut-off" : "invalid-yaml",
        isCutOff ? "the file ends in the middle of something" : problem.text, at: place,
        notes: notes)
    }
  }

  private static func byte(_ line: Int, _ column: Int, in bytes: UnsafeRawBufferPointer) -> UInt8? {
    let starts = LineBreaks.lineStarts(in: bytes)
    guard line <= starts.count else { return nil }
    var offset = starts[line - 1]
    var rest = column - 1
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset < bytes.count ? bytes[offset] : nil
  }
}
