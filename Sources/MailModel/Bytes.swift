#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

// Swift's `String ==` calls NFC and NFD spellings equal and `<` orders by them; stores compare
// bytes. Everything that compares text with the live side goes through these.

extension String {
  /// True when both hold the same UTF-8 bytes.
  package func sameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && compareBytes(other) == 0
  }

  /// The order of SQLite's BINARY and PostgreSQL's "C" collation.
  package func bytesPrecede(_ other: String) -> Bool {
    compareBytes(other) < 0
  }

  /// Negative, zero or positive as `self` orders before, with or after `other`, by bytes.
  private func compareBytes(_ other: String) -> Int {
    let order = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        UnsafeRawBufferPointer(left).compareBytes(UnsafeRawBufferPointer(right))
      }
    }
    if let order = order ?? nil { return order }
    if utf8.elementsEqual(other.utf8) { return 0 }
    return utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
  }

  /// Folds A–Z only, so that no locale can change a name.
  package var asciiLowercased: String {
    guard utf8.contains(where: { $0 >= 65 && $0 <= 90 }) else { return self }
    return String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
  }
}

extension UInt8 {
  package var asciiLowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }

  package var isASCIIDigit: Bool { self >= 48 && self <= 57 }

  package var isASCIILetterOrDigit: Bool {
    isASCIIDigit || (self >= 97 && self <= 122) || (self >= 65 && self <= 90)
  }
}

extension UnsafeRawBufferPointer {
  /// Negative, zero or positive as `self` orders before, with or after `other`, by bytes.
  package func compareBytes(_ other: UnsafeRawBufferPointer) -> Int {
    let shared = Swift.min(count, other.count)
    if shared > 0, let left = baseAddress, let right = other.baseAddress {
      let order = memcmp(left, right, shared)
      if order != 0 { return Int(order) }
    }
    return count - other.count
  }
}
