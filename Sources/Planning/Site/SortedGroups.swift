import MailModel

// Both sides have their groups in the order of names, so that one is found without a table.

extension [LiveGroup] {
  /// The index of the group of this name; nil when there is none.
  func index(named name: String) -> Int? { self.index(of: name, by: \.name) }
}

extension [DesiredGroup] {
  /// The index of the group of this name; nil when there is none.
  func index(named name: String) -> Int? { self.index(of: name, by: \.name) }
}

extension Array {
  /// The index of `name` by binary search.
  ///
  /// - Precondition: The elements are in the order of their names.
  private func index(of name: String, by key: (Element) -> String) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if key(self[middle]).bytesPrecede(name) { low = middle + 1 } else { high = middle }
    }
    return low < count && key(self[low]).sameBytes(as: name) ? low : nil
  }
}
