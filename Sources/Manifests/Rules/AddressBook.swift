import MailModel

/// The one name space: every address of accounts, aliases and groups, and who has it.
///
/// Accounts are found in their sorted rows; only aliases and group addresses are hashed.
struct AddressBook {
  enum Owner {
    case account(row: Int)
    case alias(row: Int)
    case group(Int)
  }

  /// A second claim on an address, with the one that was first in the book.
  typealias Clash = (address: String, second: Owner, first: Owner)

  private let rows: AccountRows.View
  private var table = NameTable()
  private var owners: [Owner] = []
  private(set) var clashes: [Clash] = []

  init(_ draft: ManifestBuilder, _ rows: AccountRows.View) {
    self.rows = rows
    for (number, group) in draft.groups.enumerated() {
      guard var address = group.values.address?.text else { continue }
      address.withUTF8 { claim(UnsafeRawBufferPointer($0), .group(number)) }
    }
    for row in 0..<rows.count {
      guard let list = rows.image(row).bytes(of: .aliases), !list.isEmpty else { continue }
      var start = 0
      for index in 0...list.count
      where index == list.count || list[index] == UInt8(ascii: "\n") {
        claim(UnsafeRawBufferPointer(rebasing: list[start..<index]), .alias(row: row))
        start = index + 1
      }
    }
    var previous = UnsafeRawBufferPointer(start: nil, count: 0)
    var first = 0
    for row in 0..<rows.count {
      let key = rows.key(row)
      if key.compareBytes(previous) == 0 {
        clashes.append((Self.text(key), .account(row: row), .account(row: first)))
        continue
      }
      if let number = table.find(key) {
        clashes.append((Self.text(key), owners[number], .account(row: row)))
      }
      previous = key
      first = row
    }
  }

  private mutating func claim(_ address: UnsafeRawBufferPointer, _ owner: Owner) {
    let (number, isNew) = table.insert(address)
    if isNew {
      owners.append(owner)
    } else {
      clashes.append((Self.text(address), owner, owners[number]))
    }
  }

  private static func text(_ address: UnsafeRawBufferPointer) -> String {
    String(decoding: address, as: UTF8.self)
  }

  /// Who has the address; a sub-address belongs to whom its name belongs to.
  func owner(of address: UnsafeRawBufferPointer) -> Owner? {
    if let owner = exactOwner(of: address) { return owner }
    guard let plus = address.firstIndex(of: UInt8(ascii: "+")),
      let at = address.lastIndex(of: UInt8(ascii: "@")), plus < at
    else { return nil }
    return (Array(address[..<plus]) + address[at...]).withUnsafeBytes(exactOwner)
  }

  private func exactOwner(of address: UnsafeRawBufferPointer) -> Owner? {
    rows.index(of: address).map { .account(row: $0) } ?? table.find(address).map { owners[$0] }
  }

  /// The known address that is spelled most like this one, of those whose owners fit.
  func nearest(to address: String, where fits: @escaping (Owner) -> Bool) -> String? {
    Spelling.nearest(
      to: address,
      among: (0..<rows.count + table.count).lazy.filter {
        fits($0 < rows.count ? .account(row: $0) : owners[$0 - rows.count])
      }.map { $0 < rows.count ? rows.address($0).text : table[$0 - rows.count] })
  }

  static func domain(of address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = address.count
    while start > 0, address[start - 1] != UInt8(ascii: "@") { start -= 1 }
    return UnsafeRawBufferPointer(rebasing: address[(start == 0 ? address.count : start)...])
  }
}
