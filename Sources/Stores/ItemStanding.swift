/// Whether the mail of an item of the trash is the folder that a removal put there.
package enum ItemStanding: Sendable, Hashable {
  /// It is, or there was none.
  case asMoved
  /// Another mail home, or Maildir, stands in the place of its own.
  case exchanged
  /// The folder is another item's.
  case another
  /// The whole item is a copy, as from a backup or on another disk.
  case copied
  /// The folder does not tell: an earlier rollbook made the item, which left a record alone.
  case unmarked
  /// There is not even a record, which every removal leaves.
  case unrecorded
}
