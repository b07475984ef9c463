extension Snapshot {
  /// True when an account, an alias or a group of the store has `address`.
  package func holds(_ address: Address) -> Bool {
    if accounts[address] != nil { return true }
    if groups.contains(where: { $0.values.address == address }) { return true }
    let view = accounts.view
    return (0..<view.rows.count).contains { view.aliases($0).contains(address) }
  }

  /// The names of accounts, their aliases and the addresses of groups.
  package var takenAddresses: Set<Address> {
    var taken = Set(groups.compactMap(\.values.address))
    let view = accounts.view
    for row in 0..<view.rows.count {
      taken.insert(view.rows.address(row))
      taken.formUnion(view.aliases(row))
    }
    return taken
  }
}

extension Sequence<Address> {
  /// The domain of each; most follow one of the same.
  package var domains: Set<String> {
    var found: Set<String> = []
    // With its `@`, which stands before no domain but one's own.
    var last = ""
    for address in self where last.isEmpty || !address.text.utf8.hasEnd(last.utf8) {
      let domain = String(address.domain)
      guard !domain.isEmpty else { continue }
      last = "@" + domain
      found.insert(domain)
    }
    return found
  }
}

extension LiveAccounts.View {
  fileprivate func aliases(_ row: Int) -> [Address] {
    guard marks(row).contains(.hasAliases), case .addresses(let aliases) = value(of: .aliases, row)
    else { return [] }
    return aliases
  }
}

extension String.UTF8View {
  fileprivate func hasEnd(_ end: Self) -> Bool {
    let isSame = withContiguousStorageIfAvailable { all in
      end.withContiguousStorageIfAvailable { end in
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all.suffix(end.count)))
          .compareBytes(UnsafeRawBufferPointer(end)) == 0
      }
    }
    return (isSame ?? nil) ?? suffix(end.count).elementsEqual(end)
  }
}
