/// Which of the renames that a manifest asks for are still to be done.
///
/// `was: X` at N is spent where the live N had the name X before, so that it may stay in the
/// manifest; but only as long as that N keeps its name. Where another rename of the same plan takes
/// it away, as in a chain over a name that was once renamed, the entry means whoever is called X now.
enum UnspentRenames {
  /// - Parameters:
  ///   - renames: The new name and the one that `was` gives, of live accounts or groups.
  ///   - hadBefore: Whether the live account or group of the new name once had the other.
  /// - Returns: True at each that is to be done.
  static func flags<Name: Hashable>(
    of renames: [(new: Name, old: Name)], hadBefore: (_ new: Name, _ old: Name) -> Bool
  ) -> [Bool] {
    var flags = renames.map { !hadBefore($0.new, $0.old) }
    let byNewName = Dictionary(
      renames.enumerated().map { ($1.new, $0) }, uniquingKeysWith: { first, _ in first })
    var next = flags.indices.filter { flags[$0] }
    while let index = next.popLast() {
      guard let other = byNewName[renames[index].old], !flags[other] else { continue }
      flags[other] = true
      next.append(other)
    }
    return flags
  }
}
