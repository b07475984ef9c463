import MailModel

extension ValueDocument {
  /// Stands for a password that a document does not tell.
  static let unknownSecret = Secret(mask)
  /// Stands for the one that takes its place.
  static let otherUnknownSecret = Secret("\(mask), changed")
}
