import Glibc

/// Bytes of mail as text.
enum CharacterSet {
  /// Bytes of no declared character set: UTF-8 where they are, else what western mail clients of
  /// old wrote.
  static func text(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.unicodeScalars.contains("\u{FFFD}") ? self.text(bytes, in: "windows-1252") : text
  }

  /// Bytes of the character set `name`, in lower case; of one that is not known as UTF-8, what is
  /// wrong in them as U+FFFD.
  static func text(_ bytes: [UInt8], in name: String) -> String {
    guard isConverted(name) else { return String(decoding: bytes, as: UTF8.self) }
    // What calls itself Latin-1 is, as on the web, what Windows made of it.
    let source = name == "iso-8859-1" ? "windows-1252" : name
    guard let converter = iconv_open("UTF-8", source), Int(bitPattern: converter) != -1 else {
      return String(decoding: bytes, as: UTF8.self)
    }
    defer { iconv_close(converter) }
    return converted(bytes, converter)
  }

  /// The name of a folder on disk as mail clients show it: modified UTF-7 (RFC 3501, 5.1.3) as far
  /// as the system knows that.
  static func folderName(_ bytes: [UInt8]) -> String {
    let name = bytes.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 }
    guard name.contains(UInt8(ascii: "&")), let converter = iconv_open("UTF-8", "UTF-7-IMAP"),
      Int(bitPattern: converter) != -1
    else { return String(decoding: name, as: UTF8.self) }
    defer { iconv_close(converter) }
    return converted(name, converter)
  }

  /// Only these go to the system's converters: the name comes with the message, from anybody.
  private static func isConverted(_ name: String) -> Bool {
    if families.contains(where: name.hasPrefix) {
      return name.utf8.count <= 15
        && name.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
        }
    }
    return single.contains(name)
  }

  private static let families = ["iso-8859-", "windows-125"]
  private static let single: Set<String> = [
    "koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "euc-jp", "shift_jis", "iso-2022-jp",
    "euc-kr", "utf-16", "utf-16be", "utf-16le",
  ]

  private static func converted(_ bytes: [UInt8], _ converter: iconv_t) -> String {
    var input = bytes.map { CChar(bitPattern: $0) }
    var result: [UInt8] = []
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let room = output.count
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var next = input.baseAddress
        var left = input.count
        while left > 0 {
          var target = output.baseAddress
          var free = room
          let count = iconv(converter, &next, &left, &target, &free)
          result += output.prefix(room - free).map { UInt8(bitPattern: $0) }
          guard count == -1 else { continue }
          if errno == E2BIG { continue }
          result += Array("\u{FFFD}".utf8)
          next = next?.advanced(by: 1)
          left -= 1
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
