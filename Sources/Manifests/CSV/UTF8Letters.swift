/// What the letters beyond ASCII of a CSV file say of its encoding, whatever the manifest names.
///
/// In Windows-1252 a letter with an accent is not followed by the marks that UTF-8 wants there, but
/// by a strange chance.
struct UTF8Letters {
  /// Letters that are well-formed UTF-8.
  private var whole = 0
  /// Bytes beyond ASCII that belong to none.
  private var broken = 0
  /// Where the first whole one stands.
  private(set) var first: Int?

  init(in bytes: UnsafeRawBufferPointer) {
    var index = 0
    while let start = bytes[index...].firstIndex(where: { $0 >= 0x80 }) {
      let length =
        switch bytes[start] {
        case 0xF0...: 4
        case 0xE0...: 3
        default: 2
        }
      // A last letter that was cut off with the file says nothing.
      guard start + length <= bytes.count || bytes[start] < 0xC2 else { return }
      let end = min(start + length, bytes.count)
      let letter = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      if CSVEncoding.utf8.firstBadByte(in: letter) == nil {
        whole += 1
        first = first ?? start
        index = end
      } else {
        broken += 1
        index = start + 1
      }
    }
  }

  /// True when the file is UTF-8, but for damage here and there.
  var areAllMeant: Bool { whole > 0 && broken <= whole / 10 }

  /// True when the broken ones are more likely damage than another encoding.
  var areMeant: Bool { whole > 0 && broken <= whole }
}
