import CDigest

/// SHA-256 (FIPS 180-4) of bytes, written `sha256:` and 64 hexadecimal digits.
package struct Digest: CustomStringConvertible {
  private var context = SHA2_CTX()

  package init() {
    SHA256Init(&context)
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    SHA256Update(&context, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// Adds the text behind its length, so that two texts never run into each other.
  package mutating func update(_ text: String) {
    withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { update($0) }
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  package var description: String {
    var copy = context
    var result = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&result, &copy)
    var text = Array("sha256:".utf8)
    text.reserveCapacity(text.count + result.count * 2)
    for byte in result {
      text.append(Self.digit(byte >> 4))
      text.append(Self.digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// True of a text as `description` gives it.
  package static func isOne(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst("sha256:".utf8.count)
    return text.hasPrefix("sha256:") && digits.count == 64
      && digits.allSatisfy { $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= $0 }
  }

  package static func of(_ bytes: UnsafeRawBufferPointer) -> String {
    var digest = Digest()
    digest.update(bytes)
    return digest.description
  }
}
