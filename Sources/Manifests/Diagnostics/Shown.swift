import MailModel

/// Text of the user as a message may quote it: on one line, not long, nothing from `{SCHEME}` on, no login
/// before a host.
func shown(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  var previous: Unicode.Scalar?
  for scalar in SchemeMark.masked(MaskedLogin.text(text)).unicodeScalars {
    if scalars.count >= 120 {
      scalars.append("…")
      break
    }
    if scalar.properties.generalCategory == .control || (0x2028...0x2029).contains(scalar.value) {
      scalars.append("\u{FFFD}")
    } else if !scalar.isHarmless(after: previous) || isOddBlank(scalar) {
      scalars.append(contentsOf: "<\(codePoint(scalar))>".unicodeScalars)
    } else {
      scalars.append(scalar)
    }
    previous = scalar
  }
  return String(scalars)
}

/// True for blanks that look like a space.
private func isOddBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar != " " && scalar.properties.generalCategory == .spaceSeparator
}

/// The name of a character that may not be seen: `U+00A0`.
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

func shown(_ bytes: UnsafeRawBufferPointer) -> String {
  shown(String(decoding: bytes.prefix(400), as: UTF8.self))
}

/// The beginning of a password hash inside any text: `{SHA512-CRYPT}`.
enum SchemeMark {
  /// `text` with everything from a scheme on replaced.
  static func masked(_ text: String) -> String {
    guard let start = start(in: Array(text.utf8)) else { return text }
    return String(decoding: text.utf8.prefix(start), as: UTF8.self) + "***"
  }

  /// Where a scheme begins: letters, digits, `-`, `_` and `.` in braces, no space inside.
  ///
  /// `{ … }` with a column's name of a roster is none; in doubt it is one.
  static func start(in bytes: [UInt8]) -> Int? {
    var open: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "{") {
        open = index
      } else if byte == UInt8(ascii: "}") {
        if let open, index > open + 1,
          isScheme(bytes[(open + 1)..<index], before: bytes[(index + 1)...].first)
        {
          return open
        }
        open = nil
      } else if !(byte.isASCIILetterOrDigit || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_"))
      {
        open = nil
      }
    }
    return nil
  }

  /// A scheme is written in upper case or known in any case, and a hash stands right behind it.
  private static func isScheme(_ word: ArraySlice<UInt8>, before next: UInt8?) -> Bool {
    guard let next, next > UInt8(ascii: " "), !"\"'{}|".utf8.contains(next) else { return false }
    if next == UInt8(ascii: "$") { return true }
    let folded = word.map(\.asciiLowercased)
    if !word.contains(where: { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) {
      return true
    }
    return families.contains { folded.starts(with: $0) }
  }

  /// What the names of Dovecot's schemes begin with.
  private static let families = [
    "plain", "clear", "md5", "smd5", "ldap-md5", "cram-md5", "digest-md5", "hmac-md5", "rpa",
    "lanman", "ntlm", "otp", "skey", "crypt", "des-crypt", "blf-crypt", "bcrypt", "sha", "ssha",
    "argon", "pbkdf2", "scram", "scrypt", "yescrypt", "gost", "base64",
  ].map { Array($0.utf8) }
}
