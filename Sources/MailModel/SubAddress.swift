/// An address with words behind a `+`, as in `head+lists@school.example`: mail for it goes to whom
/// the address before the `+` belongs to, unless somebody has the whole of it.
extension Address {
  /// The address without `+` and what follows it; nil when there is nothing to leave out.
  package var withoutDetail: Address? {
    let local = localPart
    guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")), plus != local.startIndex else {
      return nil
    }
    return Address(canonical: "\(local[..<plus])@\(domain)")
  }

  /// The same words behind the `+` of another account's name.
  package func moved(to account: Address) -> Address {
    let local = localPart
    guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")) else { return account }
    return Address(canonical: "\(account.localPart)\(local[plus...])@\(account.domain)")
  }
}
