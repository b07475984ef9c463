import MailModel

/// The rules of field ownership: what becomes of one field of a matched account or group.
enum FieldDifference {
  /// The change of `field`; nil where there is nothing to do.
  ///
  /// `desired` is nil where the manifest does not manage the field.
  static func change(
    of field: Field, desired: FieldValue?, live: FieldValue, isOwned: Bool
  ) -> FieldChange? {
    guard let desired else {
      guard isOwned else { return nil }
      let after = field.traits.keepsValueWhenDropped ? live : field.emptyValue
      return FieldChange(field, before: live, after: after, ownership: .dropped)
    }
    guard isOwned else {
      return FieldChange(field, before: live, after: desired, ownership: .taken)
    }
    if desired.canonicalBytes(of: field) == live.canonicalBytes(of: field) { return nil }
    return FieldChange(field, before: live, after: desired)
  }

  /// Every change of a pair of accounts, and the fields that are owned once they are done.
  ///
  /// Values that are owned, managed and equal are compared as bytes and never decoded.
  static func changes(
    _ pair: Comparison.Pair, _ sides: DesiredAndLive
  ) -> (fields: [FieldChange], owned: FieldSet) {
    let desired = sides.desired.image(pair.desired)
    let image = sides.live.rows.image(pair.live)
    let isOwned = sides.live.marks(pair.live).contains(.owned)
    let managed = desired.fields
    let held = isOwned ? image.fields : []
    var owned = managed
    var fields: [FieldChange] = []
    for field in managed.union(held).fields where field.traits.isOfAccount {
      let wanted = desired.bytes(of: field)
      let isHeld = held.contains(field)
      // A group that is renamed takes even those along whose group seems to be the same.
      let isMoved = field == .group && sides.isGroupRenamed(pair.live)
      if isHeld, !isMoved, let wanted, image.bytes(of: field)?.compareBytes(wanted) == 0 {
        continue
      }
      if isHeld, wanted == nil, field == .password, sides.manifest.policy.keepsPasswords {
        owned.insert(.password)
        continue
      }
      let change = change(
        of: field, desired: wanted.map { FieldValue(of: field, canonical: $0) },
        live: sides.value(of: field, pair.live), isOwned: isHeld)
      if let change { fields.append(change) }
    }
    return (fields, owned)
  }

  /// Every change of a matched group.
  static func changes(_ desired: DesiredGroup, _ live: LiveGroup) -> [FieldChange] {
    Field.ofGroup.sorted().compactMap { field in
      change(
        of: field,
        desired: desired.values.fields.contains(field) ? desired.values[field] : nil,
        live: live.values[field], isOwned: live.isOwned && live.ownedFields.contains(field))
    }
  }
}
