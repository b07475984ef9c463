import Glibc

/// One name that a folder holds, read in place.
package struct FolderEntry {
  /// Ends with a zero byte behind `count` bytes.
  package let name: UnsafePointer<CChar>
  package let count: Int
  private let type: UInt8

  init(_ entry: UnsafeMutablePointer<dirent>) {
    // Through the field's offset: taking a pointer to the imported tuple may copy 256 bytes.
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    count = strlen(name)
    type = entry.pointee.d_type
  }

  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(start: name, count: count).bindMemory(to: UInt8.self)
  }

  /// A copy of the name with its zero, which outlives the entry.
  package var nameBytes: [CChar] { Array(UnsafeBufferPointer(start: name, count: count + 1)) }

  package func isNamed(_ other: StaticString) -> Bool {
    other.utf8CodeUnitCount == count && memcmp(other.utf8Start, name, count) == 0
  }

  package var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  var isSelfOrParent: Bool {
    isHidden && (count == 1 || (count == 2 && bytes[1] == UInt8(ascii: ".")))
  }

  /// nil where the file system does not say.
  package var isFolder: Bool? { Int(type) == Int(DT_UNKNOWN) ? nil : Int(type) == Int(DT_DIR) }

  package var isLink: Bool { Int(type) == Int(DT_LNK) }
}
