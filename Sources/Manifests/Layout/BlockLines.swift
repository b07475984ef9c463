import MailModel

/// The lines of a text below `|` or `>`, moved as one so that every byte of the text stays.
struct BlockLines {
  /// Without their indentation.
  private(set) var lines: [Range<Int>] = []
  /// Where the lines begin in the result, counted from 0.
  let newColumn: Int
  /// Where the text ends; empty lines behind it that do not count stand after it.
  private(set) var end: Int
  /// True when the file ends within the last line, and YAML counts its line break.
  private(set) var lacksLastBreak = false

  /// An indentation indicator counts from `base`; without one the lines go to `valueColumn`.
  init(
    header: Range<Int>, text: Range<Int>, base: (old: Int, new: Int), valueColumn: Int,
    in source: UnsafeRawBufferPointer
  ) {
    let indicators = source[header]
    let indicator = indicators.first { $0.isASCIIDigit }.map { Int($0 - UInt8(ascii: "0")) }
    let keepsBreaks = indicators.contains(UInt8(ascii: "+"))
    newColumn = indicator.map { base.new + $0 } ?? max(valueColumn, Levels.step)
    var oldColumn = indicator.map { base.old + $0 }
    end = text.lowerBound
    var start = text.lowerBound
    var empty: [Range<Int>] = []
    while start < text.upperBound {
      let lineEnd = source.endOfLine(from: start)
      let first = source[start..<lineEnd].firstIndex { $0 != UInt8(ascii: " ") } ?? lineEnd
      if oldColumn == nil, first < lineEnd { oldColumn = first - start }
      let content = min(start + (oldColumn ?? lineEnd - start), first)..<lineEnd
      start = lineEnd + source.breakLength(at: lineEnd)
      if content.isEmpty {
        empty.append(content)
      } else {
        lines += empty
        empty.removeAll()
        lines.append(content)
        end = start
        lacksLastBreak = start == lineEnd && !indicators.contains(UInt8(ascii: "-"))
      }
    }
    if keepsBreaks {
      lines += empty
      end = text.upperBound
    }
  }
}
