/// The most bytes a mailbox may hold; `unlimited` is stored as 0.
package struct Quota: Hashable, Sendable, CustomStringConvertible {
  /// 0 means unlimited.
  package let bytes: UInt64

  package static let unlimited = Quota(bytes: 0)

  package init(bytes: UInt64) {
    self.bytes = bytes
  }

  /// Reads `500M`, `10G`, `123B` (bytes) or `unlimited`; K M G T are powers of 1024.
  ///
  /// Bytes without a unit are read too, as journals and saved plans have them from before; manifests
  /// refuse them.
  ///
  /// - Returns: nil for anything else, for 0, and for more than 2^63 − 1 bytes.
  package init?(_ text: String) {
    if text == "unlimited" {
      bytes = 0
      return
    }
    var digits = Substring(text)
    var factor: UInt64 = 1
    if let last = text.utf8.last, let exponent = Self.units.firstIndex(of: last) {
      digits = text.dropLast()
      factor = 1 << (10 * UInt64(exponent))
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy(\.isASCIIDigit), let number = UInt64(digits),
      number > 0
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow, product <= UInt64(Int64.max) else { return nil }
    bytes = product
  }

  /// The largest unit that loses nothing: `10G`, `1536M`, `1001B`, `unlimited`.
  package var description: String {
    if bytes == 0 { return "unlimited" }
    let exponent = min(bytes.trailingZeroBitCount / 10, Self.units.count - 1)
    return "\(bytes >> (10 * UInt64(exponent)))\(Character(UnicodeScalar(Self.units[exponent])))"
  }

  private static let units = Array("BKMGT".utf8)
}
