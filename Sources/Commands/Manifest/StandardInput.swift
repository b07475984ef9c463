import System

/// What another program hands over.
enum StandardInput {
  /// Everything up to the end.
  ///
  /// - Throws: A failure when it can't be read to the end.
  static func read() throws -> [UInt8] {
    guard let bytes = FileBytes.read(0) else {
      throw Failure("cannot read standard input: \(systemWords())")
    }
    return bytes
  }
}
