/// The values of an account as a store keeps them: a byte that says the version of the layout, then
/// an image of the fields that have a value.
///
/// The layout is thereby part of a store's schema: a new one needs a migration. Version 2 is the
/// first that says so.
package enum KeptImage {
  private static let version: UInt8 = 2

  package static func bytes(of values: FieldValues) -> [UInt8] {
    var builder = ImageBuilder()
    builder.set(values)
    var bytes = [version]
    builder.write(builder.filled, to: &bytes)
    return bytes
  }

  /// The values that `bytes` are; nil when no rollbook of this version wrote them.
  package static func values(in bytes: UnsafeRawBufferPointer) -> FieldValues? {
    guard bytes.first == version else { return nil }
    return Image(checking: UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))?.values
  }
}
