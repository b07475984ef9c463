/// Where in a manifest something stands, as an editor shows it.
package struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The path as the user would type it from the working folder.
  package var file: String
  /// Counted from 1.
  package var line: Int
  /// Counted from 1, in Unicode scalars.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String { "\(file):\(line):\(column)" }

  package static func < (left: Self, right: Self) -> Bool {
    if !left.file.sameBytes(as: right.file) { return left.file.bytesPrecede(right.file) }
    return (left.line, left.column) < (right.line, right.column)
  }
}

/// A place in eight bytes: the file's index, the line, the column up to 65,535.
package struct PackedPlace: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package init(file: Int, line: Int, column: Int) {
    rawValue =
      UInt64(UInt16(truncatingIfNeeded: file)) << 48
      | UInt64(UInt32(truncatingIfNeeded: line)) << 16 | UInt64(UInt16(clamping: column))
  }

  /// The index in the manifest's list of sources.
  package var file: Int { Int(rawValue >> 48) }
  package var line: Int { Int(UInt32(truncatingIfNeeded: rawValue >> 16)) }
  package var column: Int { Int(UInt16(truncatingIfNeeded: rawValue)) }
}
