import MailModel

/// A change and the live row it is about.
struct PlannedChange: Sendable {
  var change: Change
  /// The row in the snapshot's accounts, or the index in its groups; nil for an add.
  var row: Int?

  var isAccount: Bool { change.kind == .account }
  var isRemoval: Bool { change.action == .remove }
  var isAccountRemoval: Bool { isAccount && isRemoval }

  /// What becomes of a field of who stays; nil also of an account that goes, whose removal may tell with
  /// which values it lies in the trash.
  subscript(field: Field) -> FieldChange? { isAccountRemoval ? nil : change[field] }

  /// Groups but for their removals, accounts, removals of groups; by action, then by name.
  static func isOrdered(_ left: PlannedChange, _ right: PlannedChange) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    return left.change.name.bytesPrecede(right.change.name)
  }

  private var rank: Int {
    let action =
      switch change.action {
      case .add: 0
      case .edit: 1
      case .rename: 2
      case .adopt: 3
      case .remove: 4
      }
    return isAccount ? 10 + action : isRemoval ? 20 : action
  }
}

extension [PlannedChange] {
  /// The entry of each live account that has one.
  var byAccountRow: [Int: Int] {
    var result: [Int: Int] = [:]
    for (index, entry) in enumerated() where entry.isAccount {
      if let row = entry.row { result[row] = index }
    }
    return result
  }
}
