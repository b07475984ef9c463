import MailModel

extension Diagnostic {
  /// `column` is the column of a roster that gives the quota and nothing beside it.
  static func invalidQuota(_ text: String, column: String? = nil, at place: Place) -> Diagnostic {
    let nearest = NearQuota(text)
    let help = nearest.help ?? "write a whole number with K, M, G or T, as in 500M, or unlimited"
    let rows = nearest.lacksUnit ? column : nil
    return .error(
      "invalid-quota", "quota \(nearest.mistake): `\(text)`", at: place,
      help: rows.map { "write `quota: \"{\(shown($0))}M\"` in the roster, or \(help.dropFirst(6))" }
        ?? help)
  }
}

/// What was most likely meant by a text that is no quota.
private struct NearQuota {
  private(set) var mistake = "is no size"
  /// nil when nothing can be said that reads as a quota.
  private(set) var help: String?
  /// True for a number alone.
  private(set) var lacksUnit = false

  init(_ text: String) {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }.map(\.asciiLowercased)
    let digits = bytes.prefix { $0.isASCIIDigit }
    let rest = bytes[digits.count...]
    if rest.isEmpty, !digits.isEmpty {
      takeBare(digits)
    } else if bytes.first == UInt8(ascii: "-") || Self.words.contains(where: bytes.elementsEqual) {
      help = Self.noLimit
    } else if let point = rest.first, ".,".utf8.contains(point) {
      let fraction = rest.dropFirst().prefix { $0.isASCIIDigit }
      takeFraction(digits, fraction, rest.dropFirst(1 + fraction.count))
    } else if let unit = Self.unit(rest), !digits.isEmpty {
      takeUnit(digits, unit)
    }
  }

  private mutating func takeUnit(_ digits: ArraySlice<UInt8>, _ unit: Character) {
    let number = Self.number(digits)
    if let number, let quota = Quota("\(number)\(unit)"), quota.bytes > 0 {
      help = "did you mean \(number)\(unit)?"
    } else {
      help = Self.noLimit
      if number != 0 { mistake = "is more than any disk holds" }
    }
  }

  /// A number alone is megabytes in most heads, and bytes where it is very long.
  private mutating func takeBare(_ digits: ArraySlice<UInt8>) {
    mistake = "needs a unit"
    guard let number = Self.number(digits), number > 0 else {
      help = Self.noLimit
      return
    }
    if number < 1 << 20 {
      lacksUnit = true
      help = "write \(number)M for megabytes, \(number)B for bytes"
    } else {
      help = Quota("\(number)B").map { "write \($0) if these are bytes" }
    }
  }

  /// `1536M` for `1.5G`: whole numbers of the next smaller unit, rounded up.
  private mutating func takeFraction(
    _ digits: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>
  ) {
    guard let unit = Self.unit(rest), let exponent = Self.units.firstIndex(of: unit), exponent > 0,
      let whole = Self.number(digits), fraction.count <= 3, let part = Self.number(fraction),
      whole < 1 << 20
    else { return }
    let scale = (0..<fraction.count).reduce(1) { scale, _ in scale * 10 }
    let number = whole * 1024 + (part * 1024 + scale - 1) / scale
    help = number == 0 ? nil : "write \(number)\(Self.units[exponent - 1])"
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }

  /// `G` for `g`, `gb` and `gib`.
  private static func unit(_ bytes: ArraySlice<UInt8>) -> Character? {
    units.first { unit in
      let letter = unit.lowercased()
      return [letter, letter + "b", letter + "ib"].contains { $0.utf8.elementsEqual(bytes) }
    }
  }

  private static let noLimit = "write unlimited for no limit"

  private static let units = Array("BKMGT")

  private static let words = ["none", "infinite", "infinity", "never", "max", "nolimit", "no"].map {
    Array($0.utf8)
  }
}
