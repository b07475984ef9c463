import MailModel

/// Source lines of one file as they may be printed, with every secret replaced by `***`.
struct Excerpts {
  /// Longer lines are not shown: an editor is the place to look at them.
  private static let maximumLength = 500

  private let bytes: UnsafeRawBufferPointer
  /// By line; a span of several lines stands at each.
  private var secrets: [Int: [SecretSpans.Span]] = [:]
  private let starts: [Int]
  /// The first line from `unknownFrom` on that may hold a secret, or the one before.
  private let doubtFrom: Int?
  /// From this line on the file did not parse, and its words alone tell what they are.
  private let unknownFrom: Int

  /// - Precondition: `bytes` outlive the value.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    starts = LineBreaks.lineStarts(in: bytes)
    let found = SecretSpans(bytes)
    unknownFrom = found.unknownFrom ?? .max
    for span in found.spans {
      for line in span.start.line...max(span.start.line, span.end.line) {
        secrets[line, default: []].append(span)
      }
    }
    // From a break on that libyaml alone counts, its lines are not these.
    if let odd = LineBreaks.firstOddBreak(in: bytes) {
      doubtFrom = LineBreaks.position(of: odd, in: bytes).0
      return
    }
    guard let first = found.unknownFrom, !found.endsInSecret else {
      doubtFrom = found.unknownFrom
      return
    }
    let starts = starts
    doubtFrom = starts.indices.dropFirst(first - 1).first { index in
      let text = Self.line(index + 1, in: bytes, starts)
      return SecretKey.start(in: text) != nil || SchemeMark.start(in: text) != nil
    }.map { $0 + 1 }
  }

  /// A line as it is shown, and what of it stands elsewhere than in the file.
  struct Line {
    let text: String
    /// By column from 0, in the order of the line: what `***` stands for.
    private let masked: [Range<Int>]

    init(text: String, masked: [Range<Int>]) {
      self.text = text
      self.masked = masked
    }

    /// Where a column of the file is in the text.
    func column(_ column: Int) -> Int {
      var shift = 0
      for range in masked where range.lowerBound < column - 1 {
        if column - 1 < range.upperBound { return range.lowerBound + 1 - shift }
        shift += range.count - 3
      }
      return column - shift
    }
  }

  /// nil when the line may hold a secret that can't be told from the rest.
  func line(_ number: Int) -> Line? {
    guard number >= 1, number <= starts.count else { return nil }
    if let doubtFrom, number >= doubtFrom { return nil }
    var text = Self.line(number, in: bytes, starts)
    guard text.count <= Self.maximumLength * 4 else { return nil }
    let masked = masked(text, line: number)
    if number >= unknownFrom, masked.isEmpty {
      guard let words = LooseWords(text, above: { above(number) }) else { return nil }
      text = words.masked
    }
    text = mask(text, masked)
    if let start = SchemeMark.start(in: text) { text = text.prefix(start) + Array("***".utf8) }
    text = MaskedLogin.text(Self.maskComment(text))
    return Self.printable(text).map { Line(text: $0, masked: masked) }
  }

  /// The nearest line above that has a key in it.
  private func above(_ number: Int) -> [UInt8]? {
    (1..<number).reversed().lazy.map { Self.line($0, in: bytes, starts) }
      .first { LooseWords.hasKey($0) }
  }

  /// A line as a terminal may show it; nil for one that is too long.
  static func printable(_ line: [UInt8]) -> String? {
    let result = printable(String(decoding: line, as: UTF8.self))
    return result.unicodeScalars.count <= maximumLength ? result : nil
  }

  /// The columns of a line that secrets take, in the order of the line.
  private func masked(_ text: [UInt8], line number: Int) -> [Range<Int>] {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    return secrets[number, default: []].compactMap { span in
      let start = span.start.line < number ? 0 : min(span.start.column - 1, scalars.count)
      let end = span.end.line > number ? scalars.count : min(span.end.column - 1, scalars.count)
      guard start < end else { return nil }
      let indent = span.start.line < number ? scalars.prefix { $0 == " " }.count : start
      return min(indent, end)..<end
    }
  }

  private func mask(_ text: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
    var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    for range in ranges.reversed() where range.upperBound <= scalars.count {
      scalars.replaceSubrange(range, with: "***".unicodeScalars)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return Array(String(view).utf8)
  }

  /// A comment is no scalar, but `# password: old` tells as much.
  private static func maskComment(_ text: [UInt8]) -> [UInt8] {
    guard let hash = text.firstIndex(of: UInt8(ascii: "#")) else { return text }
    let comment = Array(text[hash...])
    guard let key = SecretKey.start(in: comment) else {
      return text.prefix(hash) + LooseWords.masked(comment)
    }
    return text.prefix(hash + key) + Array("***".utf8)
  }

  private static func line(
    _ number: Int, in bytes: UnsafeRawBufferPointer, _ starts: [Int]
  ) -> [UInt8] {
    guard number <= starts.count else { return [] }
    let end = number < starts.count ? starts[number] : bytes.count
    var line = bytes[starts[number - 1]..<end].prefix(maximumLength * 4 + 1)
    while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      line = line.dropLast()
    }
    return Array(line)
  }

  /// Tabs become one space, so that columns stay; what a terminal might obey is replaced.
  private static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result.append(" ")
      } else {
        result.append(scalar.isHarmless(after: previous) ? scalar : "\u{FFFD}")
      }
      previous = scalar
    }
    return String(result)
  }
}

extension Excerpts {
  /// The same diagnostics, each with its source line.
  static func added(
    to diagnostics: [Diagnostic], paths: [String], files: [[UInt8]],
    hidden: Set<Int> = [], rosters: [Int: CSVForm] = [:], usedColumns: Set<String>? = nil
  ) -> [Diagnostic] {
    var result = diagnostics
    guard !result.isEmpty else { return [] }
    let indices = Dictionary(
      zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
    let byFile = Dictionary(grouping: result.indices) { index in
      result[index].place.flatMap { indices[$0.file] }
    }
    for (file, members) in byFile {
      guard let file, file < files.count, !hidden.contains(file) else { continue }
      files[file].withUnsafeBytes { bytes in
        if let form = rosters[file] {
          let lines = Set(members.compactMap { result[$0].place?.line })
          let excerpts = CSVExcerpts(bytes, form, lines: lines, used: usedColumns)
          for member in members {
            guard let place = result[member].place, let line = excerpts.line(place.line) else {
              continue
            }
            result[member].excerpt = line.text
            result[member].excerptColumn = line.column(place.column)
          }
          return
        }
        let excerpts = Excerpts(SourceText.withoutMark(bytes))
        // A line with many mistakes is masked once.
        var lines: [Int: Line?] = [:]
        for member in members {
          guard let place = result[member].place else { continue }
          let line = lines[place.line] ?? excerpts.line(place.line)
          lines.updateValue(line, forKey: place.line)
          result[member].excerpt = line?.text
          result[member].excerptColumn = line?.column(place.column)
        }
      }
    }
    return result
  }
}
