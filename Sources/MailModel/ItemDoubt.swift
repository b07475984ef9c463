/// Why the mail in the folder of an item of the trash may not be the item's.
package enum ItemDoubt: Sendable, Hashable {
  /// The folder is another one than the one that was put there.
  case isOther
  /// An erasure has taken some of it, and nothing tells that what is left is not another's.
  case isLeft

  package var words: String {
    switch self {
    case .isOther: "its `mail` is another folder than the one that was put there"
    case .isLeft:
      "an erasure of it was cut off, and nothing in its folder tells that this is what is left"
    }
  }
}
