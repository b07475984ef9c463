import MailModel

extension Undo {
  /// What of a plan, which says that it takes the run back, taking the run back does not do: the
  /// word of a file is no proof.
  package func foreign(in decided: SavedPlan) -> [StaleChange] {
    let own = Dictionary(grouping: changes, by: \.name)
    let refused = Dictionary(
      refusals.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return decided.changes.compactMap { change in
      if own[change.name]?.contains(where: { $0.doesSame(as: change) }) == true { return nil }
      return refused[change.name]
        ?? StaleChange(change.name, "taking run \(number) back does not do this")
    }
  }
}

extension Change {
  /// True when both do the same to the same, whatever else each knows.
  fileprivate func doesSame(as other: Change) -> Bool {
    (action, kind, id, ownership) == (other.action, other.kind, other.id, other.ownership)
      && formerName == other.formerName && restores == other.restores
      && removal?.purges ?? false == other.removal?.purges ?? false
      && effects == other.effects
  }

  private var effects: [Field: FieldChange] {
    Dictionary(
      fields.map { field in
        var effect = field
        effect.before = nil
        // What stays is said by its ownership.
        if !field.changesValue { effect.after = .nothing }
        return (field.field, effect)
      }, uniquingKeysWith: { first, _ in first })
  }
}
