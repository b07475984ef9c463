import MailModel

/// Finds the places of list items and texts; put in order only once somebody asks.
final class MentionPlaces {
  private let mentions: [ManifestBuilder.Mention]
  private var byItem: [Item: UInt64]?

  static let lists = FieldSet([Field.forward, .assistant, .autoresponder]).rawValue

  private struct Item: Hashable {
    var owner: UInt64
    var field: Field
    var hash: UInt64
  }

  init(_ mentions: [ManifestBuilder.Mention]) {
    self.mentions = mentions
  }

  /// The place that the first of the owners has for an item of a field.
  func place(_ owners: [UInt64], _ field: Field, _ hash: UInt64) -> UInt64? {
    let all =
      byItem
      ?? Dictionary(
        mentions.lazy.map { (Item(owner: $0.owner, field: $0.field, hash: $0.hash), $0.place) },
        uniquingKeysWith: { first, _ in first })
    byItem = all
    return owners.lazy.compactMap { all[Item(owner: $0, field: field, hash: hash)] }.first
  }
}

extension ManifestBuilder {
  /// What may have said a value of a row, the nearest first: its entry, the rosters of its file, its
  /// group.
  func owners(ofRow row: Int, in rows: AccountRows.View) -> [UInt64] {
    let owner = rows.note(row)
    let group = rows.image(row).bytes(of: .group).flatMap(groupNames.find)
    return [owner] + (rosterDefaults[PackedPlace(rawValue: owner).file] ?? [])
      + (group.map { [groups[$0].place.rawValue] } ?? [])
  }
}
