import CRename
import Glibc

/// What becomes of an entry that has the name to which another one moves.
package enum NameClash {
  /// It is gone, in the same step.
  case replacing
  /// It stays, and nothing moves.
  case asNew
  /// It takes the name of the other, in the same step.
  case exchanging

  fileprivate var flags: UInt32 {
    switch self {
    case .replacing: 0
    case .asNew: rollbook_rename_noreplace
    case .exchanging: rollbook_rename_exchange
    }
  }
}

extension Folder {
  /// Moves the entry `name` to `newName` in `target` in one step; false with `errno` set when the
  /// system refused, and nothing has moved.
  package func move(
    _ name: UnsafePointer<CChar>, to target: Folder, _ newName: UnsafePointer<CChar>,
    _ clash: NameClash
  ) -> Bool {
    renameat2(descriptor, name, target.descriptor, newName, clash.flags) == 0
  }
}
