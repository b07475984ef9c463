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

  /// An address that mail may be sent to, folded; a bare name, with or without a `+`, takes
  /// `domain`.
  ///
  /// - Returns: nil for what is no address, and for a bare name without a domain.
  package init?(mailTo text: String, domain: String?) {
    if let address = Address(text, domain: domain) {
      guard !address.isBuiltIn else { return nil }
      self = address
      return
    }
    let whole = text.asciiLowercased
    guard let at = whole.utf8.lastIndex(of: UInt8(ascii: "@")) else {
      guard let domain, AddressRules.isForeignLocalPart(whole.utf8) else { return nil }
      self = Address(canonical: "\(whole)@\(domain)")
      return
    }
    // The domain as any account's, which folds what goes beyond ASCII.
    guard AddressRules.isForeignLocalPart(whole.utf8[..<at]),
      let sample = Address("x" + String(whole[at...]), domain: nil)
    else { return nil }
    self = Address(canonical: "\(whole[..<at])@\(sample.domain)")
  }

  /// The same words behind the `+` of another account's name.
  package func moved(to account: Address) -> Address {
    let local = localPart
    guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")) else { return account }
    return Address(canonical: "\(account.localPart)\(local[plus...])@\(account.domain)")
  }
}
