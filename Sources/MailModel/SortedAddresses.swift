extension [Address] {
  /// Those that `others` has not; both sorted by bytes, as the values of fields are.
  package func leavingOut(_ others: [Address]) -> [Address] {
    guard !others.isEmpty else { return self }
    var next = others.startIndex
    return filter { address in
      while next < others.endIndex, others[next] < address { next += 1 }
      return next == others.endIndex || others[next] != address
    }
  }
}
