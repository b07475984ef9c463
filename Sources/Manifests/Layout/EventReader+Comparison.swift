import CYAML
import MailModel

extension EventReader {
  /// True when both stand at events that mean the same and are written in the same style.
  func isSame(as other: borrowing EventReader) -> Bool {
    guard type == other.type else { return false }
    let (left, right) = (event.pointee.data, other.event.pointee.data)
    switch type {
    case YAML_SCALAR_EVENT:
      return text.compareBytes(other.text) == 0 && scalarStyle == other.scalarStyle
        && Self.isSame(left.scalar.anchor, right.scalar.anchor)
        && Self.isSame(left.scalar.tag, right.scalar.tag)
    case YAML_MAPPING_START_EVENT:
      return left.mapping_start.style == right.mapping_start.style
        && Self.isSame(left.mapping_start.anchor, right.mapping_start.anchor)
        && Self.isSame(left.mapping_start.tag, right.mapping_start.tag)
    case YAML_SEQUENCE_START_EVENT:
      return left.sequence_start.style == right.sequence_start.style
        && Self.isSame(left.sequence_start.anchor, right.sequence_start.anchor)
        && Self.isSame(left.sequence_start.tag, right.sequence_start.tag)
    case YAML_ALIAS_EVENT:
      return Self.isSame(left.alias.anchor, right.alias.anchor)
    case YAML_DOCUMENT_START_EVENT:
      return left.document_start.implicit == right.document_start.implicit
    case YAML_DOCUMENT_END_EVENT:
      return left.document_end.implicit == right.document_end.implicit
    default:
      return true
    }
  }

  private static func isSame(
    _ left: UnsafeMutablePointer<UInt8>?, _ right: UnsafeMutablePointer<UInt8>?
  ) -> Bool {
    guard var left, var right else { return left == nil && right == nil }
    while left.pointee == right.pointee {
      if left.pointee == 0 { return true }
      left += 1
      right += 1
    }
    return false
  }
}
