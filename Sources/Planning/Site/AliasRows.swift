import MailModel

/// The live row of every alias, found in the bytes of the rows when the first is asked for; valid
/// only as long as they are open.
final class AliasRows {
  private struct Alias {
    var text: UnsafeRawBufferPointer
    var row: Int
  }

  private let live: LiveAccounts.View
  /// By bytes.
  private lazy var sorted = aliases()

  init(_ live: LiveAccounts.View) {
    self.live = live
  }

  /// The row of the account that has `address` as an alias.
  func row(of address: Address) -> Int? {
    var text = address.text
    return text.withUTF8 { row(of: UnsafeRawBufferPointer($0)) }
  }

  private func row(of text: UnsafeRawBufferPointer) -> Int? {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      let order = sorted[middle].text.compareBytes(text)
      if order == 0 { return sorted[middle].row }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func aliases() -> [Alias] {
    var aliases: [Alias] = []
    for row in 0..<live.rows.count {
      live.eachAlias(of: row) { aliases.append(Alias(text: $0, row: row)) }
    }
    // Those of one account are in order, which makes it cheap for few that have many.
    aliases.sort { $0.text.compareBytes($1.text) < 0 }
    return aliases
  }

  /// The domains of the aliases of some rows.
  func domains(where isCounted: (Int) -> Bool) -> Set<String> {
    var domains: Set<String> = []
    var last: [UInt8] = []
    for row in 0..<live.rows.count where live.marks(row).contains(.hasAliases) && isCounted(row) {
      live.eachAlias(of: row) { alias in
        let end = alias.suffix(last.count)
        if !last.isEmpty, UnsafeRawBufferPointer(rebasing: end).isSame(as: last) { return }
        guard let at = alias.lastIndex(of: UInt8(ascii: "@")) else { return }
        last = Array(alias[at...])
        domains.insert(String(decoding: last.dropFirst(), as: UTF8.self))
      }
    }
    return domains
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isSame(as bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { compareBytes($0) == 0 }
  }
}

extension LiveAccounts.View {
  /// Visits the aliases of a row, sorted by bytes.
  func eachAlias(of row: Int, visit: (UnsafeRawBufferPointer) -> Void) {
    guard marks(row).contains(.hasAliases), let bytes = bytes(of: .aliases, row) else { return }
    var start = 0
    while start < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
      let length = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
      visit(UnsafeRawBufferPointer(rebasing: rest[..<length]))
      start += length + 1
    }
  }
}
