/// Whether the mail of an item of the trash is the folder that a removal put there.
package enum ItemStanding: Sendable, Hashable {
  /// It is, or there was none.
  case asMoved
  /// Another folder stands in its place.
  case exchanged
  /// The whole item is a copy, as from a backup or on another disk.
  case copied
  /// Nothing tells: no removal made the item, or an earlier rollbook did.
  case unmarked
}
