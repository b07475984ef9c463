import MailModel

/// The one name space: every address of accounts, aliases and groups, and who has it.
struct AddressBook {
  enum Owner {
    case account(row: Int)
    case alias(row: Int)
    case group(Int)
  }

  private var table: NameTable
  private var owners: [Owner] = []
  private var domains = NameTable()
  /// Second claims on an address, each with the one that was first in the book.
  private(set) var clashes: [(address: String, second: Owner, first: Owner)] = []

  init(_ draft: Draft, _ rows: AccountRows.View) {
    table = NameTable(capacity: rows.count * 3 / 2)
    owners.reserveCapacity(rows.count * 3 / 2)
    var domain: UnsafeRawBufferPointer?
    for row in 0..<rows.count {
      let key = rows.key(row)
      claim(key, .account(row: row))
      let own = Self.domain(of: key)
      if domain?.compareBytes(own) != 0 {
        _ = domains.insert(own)
        domain = own
      }
    }
    draft.domain.withUnsafeBytes { if !$0.isEmpty { _ = domains.insert($0) } }
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
  }

  private mutating func claim(_ address: UnsafeRawBufferPointer, _ owner: Owner) {
    let (number, isNew) = table.insert(address)
    if isNew {
      owners.append(owner)
    } else {
      clashes.append((String(decoding: address, as: UTF8.self), owner, owners[number]))
    }
  }

  /// Who has the address; a sub-address belongs to whom its name belongs to.
  func owner(of address: UnsafeRawBufferPointer) -> Owner? {
    if let number = table.find(address) { return owners[number] }
    guard let plus = address.firstIndex(of: UInt8(ascii: "+")),
      let at = address.lastIndex(of: UInt8(ascii: "@")), plus < at
    else { return nil }
    return (Array(address[..<plus]) + address[at...]).withUnsafeBytes { name in
      table.find(name).map { owners[$0] }
    }
  }

  /// The row that gets mail for the address as its own or as an alias.
  func row(of address: UnsafeRawBufferPointer) -> Int? {
    switch owner(of: address) {
    case .account(let row), .alias(let row): row
    case .group, nil: nil
    }
  }

  /// True when the manifest lists an account of the same domain.
  func isLocal(_ address: UnsafeRawBufferPointer) -> Bool {
    domains.find(Self.domain(of: address)) != nil
  }

  /// The known address that is spelled most like this one.
  func nearest(to address: String) -> String? {
    Spelling.nearest(to: address, among: (0..<table.count).lazy.map { table[$0] })
  }

  private static func domain(of address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let at = address.lastIndex(of: UInt8(ascii: "@")) else {
      return UnsafeRawBufferPointer(rebasing: address[address.count...])
    }
    return UnsafeRawBufferPointer(rebasing: address[(at + 1)...])
  }
}
