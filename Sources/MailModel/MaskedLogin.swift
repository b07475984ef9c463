/// A place whose login is not for everybody's eyes: `postgres://user:secret@host`.
package enum MaskedLogin {
  /// The line without what stands between `://` and the last `@` of that word.
  package static func text(_ line: [UInt8]) -> [UInt8] {
    guard let start = line.firstRange(of: Array("://".utf8))?.upperBound else { return line }
    let word = line[start...].prefix { $0 > UInt8(ascii: " ") }
    guard let at = word.lastIndex(of: UInt8(ascii: "@")) else { return line }
    return line[..<start] + Array("***".utf8) + line[at...]
  }

  package static func text(_ line: String) -> String {
    line.contains("://") ? String(decoding: text(Array(line.utf8)), as: UTF8.self) : line
  }
}
