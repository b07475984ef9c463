/// Whether the mail of an item of the trash is the folder that a removal put there.
package enum ItemStanding: Sendable, Hashable {
  /// It is, or there was none.
  case asMoved
  /// Another folder stands in its place, or that of another item does.
  case exchanged
  /// The whole item is a copy, as from a backup or on another disk.
  case copied
  /// The folder does not tell: an earlier rollbook made the item, which left a record alone.
  case unmarked
  /// There is not even a record, which every removal leaves.
  case unrecorded
}
