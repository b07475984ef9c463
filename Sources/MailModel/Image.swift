/// An account's canonical bytes: a mask of the fields it holds, then their values in the order of
/// `Field`, each behind its length.
///
/// Layout: mask (UInt32), then for each field of the mask its length (UInt32) and its canonical
/// bytes; integers are little-endian and unaligned. Manifests and stores both write images, so
/// equal bytes mean that there is nothing to do. This file and CanonicalBytes.swift are the only
/// ones that know the layout.
package struct Image {
  private let bytes: UnsafeRawBufferPointer
  /// What the bytes stand in, kept as long as the image.
  private let owner: RowStorage?

  /// - Precondition: `bytes` were written by `ImageBuilder` and outlive the image.
  package init(_ bytes: UnsafeRawBufferPointer) {
    self.init(bytes, owner: nil)
  }

  /// - Precondition: `bytes` were written by `ImageBuilder` and outlive the image or are `owner`'s.
  init(_ bytes: UnsafeRawBufferPointer, owner: RowStorage?) {
    self.bytes = bytes
    self.owner = owner
  }

  /// The image that `bytes` are; nil when no builder wrote them.
  ///
  /// For images that were kept, and that somebody may have spoilt. They must outlive the image.
  package init?(checking bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= MemoryLayout<FieldSet.RawValue>.size else { return nil }
    let image = Image(bytes)
    guard image.fields.isSubset(of: FieldSet(Field.allCases)) else { return nil }
    var offset = MemoryLayout<FieldSet.RawValue>.size
    for field in image.fields.fields {
      guard offset + 4 <= bytes.count else { return nil }
      let end = offset + 4 + image.length(at: offset)
      guard end <= bytes.count,
        FieldValue.isCanonical(
          UnsafeRawBufferPointer(rebasing: bytes[(offset + 4)..<end]), of: field)
      else { return nil }
      offset = end
    }
    guard offset == bytes.count else { return nil }
    self = image
  }

  /// Which fields the image holds.
  package var fields: FieldSet {
    FieldSet(rawValue: bytes.loadUnaligned(as: UInt32.self).littleEndian)
  }

  /// The canonical bytes of `field`; nil when the image does not hold it.
  package func bytes(of field: Field) -> UnsafeRawBufferPointer? {
    let mask = fields.rawValue
    let bit = UInt32(1) << UInt32(field.rawValue)
    guard mask & bit != 0 else { return nil }
    var offset = MemoryLayout<FieldSet.RawValue>.size
    for _ in 0..<(mask & (bit - 1)).nonzeroBitCount {
      offset += 4 + length(at: offset)
    }
    let start = offset + 4
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + length(at: offset)])
  }

  package func value(of field: Field) -> FieldValue? {
    bytes(of: field).map { FieldValue(of: field, canonical: $0) }
  }

  /// Every value the image holds.
  package var values: FieldValues {
    var values = FieldValues()
    var offset = MemoryLayout<FieldSet.RawValue>.size
    for field in fields.fields {
      let start = offset + 4
      let end = start + length(at: offset)
      values[field] = FieldValue(
        of: field, canonical: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      offset = end
    }
    return values
  }

  private func length(at offset: Int) -> Int {
    Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
  }
}

/// Collects values in any order and writes images of them.
///
/// One builder serves many accounts: `removeAll()` keeps its memory.
package struct ImageBuilder {
  private var scratch: [UInt8] = []
  private var spans = [(start: Int, length: Int)](
    repeating: (0, 0), count: Field.allCases.count)
  /// The fields set since `removeAll()`.
  package private(set) var fields: FieldSet = []
  /// Those of `fields` whose bytes are not empty, which is: not the field's empty value.
  package private(set) var filled: FieldSet = []

  package init() {}

  package mutating func removeAll() {
    scratch.removeAll(keepingCapacity: true)
    var rest = fields.rawValue
    while rest != 0 {
      spans[rest.trailingZeroBitCount] = (0, 0)
      rest &= rest - 1
    }
    fields = []
    filled = []
  }

  /// Sets `field` to canonical `bytes`; no bytes set its empty value.
  package mutating func set(_ field: Field, _ bytes: UnsafeRawBufferPointer) {
    let index = Int(field.rawValue)
    let bit = UInt32(1) << UInt32(index)
    spans[index] = (scratch.count, bytes.count)
    fields = FieldSet(rawValue: fields.rawValue | bit)
    if bytes.isEmpty {
      filled = FieldSet(rawValue: filled.rawValue & ~bit)
    } else {
      scratch.append(contentsOf: bytes)
      filled = FieldSet(rawValue: filled.rawValue | bit)
    }
  }

  package mutating func set(_ field: Field, _ value: FieldValue) {
    value.canonicalBytes(of: field).withUnsafeBytes { set(field, $0) }
  }

  package mutating func set(_ values: FieldValues) {
    for field in values.fields.fields { set(field, values[field]) }
  }

  /// The canonical bytes set for `field`, empty when it was not set.
  package func withBytes<Result>(
    of field: Field, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let span = spans[Int(field.rawValue)]
    return try scratch.withUnsafeBytes {
      try body(UnsafeRawBufferPointer(rebasing: $0[span.start..<span.start + span.length]))
    }
  }

  /// The length of the image of exactly `mask`.
  package func size(of mask: FieldSet) -> Int {
    var size = MemoryLayout<UInt32>.size
    var rest = mask.rawValue
    while rest != 0 {
      size += MemoryLayout<UInt32>.size + spans[rest.trailingZeroBitCount].length
      rest &= rest - 1
    }
    return size
  }

  /// Writes the image of exactly `mask`; a field of it that was not set is written empty.
  ///
  /// - Precondition: `image` has `size(of: mask)` bytes.
  package func write(_ mask: FieldSet, to image: UnsafeMutableRawBufferPointer) {
    scratch.withUnsafeBytes { scratch in
      spans.withUnsafeBufferPointer { spans in
        Self.fill(image, mask.rawValue, scratch, spans)
      }
    }
  }

  /// Appends the image of exactly `mask`.
  package func write(_ mask: FieldSet, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: size(of: mask)))
    bytes.withUnsafeMutableBytes {
      write(mask, to: UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
    }
  }

  private static func fill(
    _ image: UnsafeMutableRawBufferPointer, _ mask: UInt32, _ scratch: UnsafeRawBufferPointer,
    _ spans: UnsafeBufferPointer<(start: Int, length: Int)>
  ) {
    guard var target = image.baseAddress else { return }
    target.storeBytes(of: mask.littleEndian, as: UInt32.self)
    target += MemoryLayout<UInt32>.size
    var rest = mask
    while rest != 0 {
      let (start, length) = spans[rest.trailingZeroBitCount]
      target.storeBytes(of: UInt32(length).littleEndian, as: UInt32.self)
      target += MemoryLayout<UInt32>.size
      if length > 0, let source = scratch.baseAddress {
        target.copyMemory(from: source + start, byteCount: length)
      }
      target += length
      rest &= rest - 1
    }
  }
}
