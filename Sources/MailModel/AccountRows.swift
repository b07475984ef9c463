/// Many accounts in one block of bytes, sorted by address: what both sides of a plan are made of.
///
/// A row is an address, an image of the fields that count in the comparison, an image of the
/// other fields, a short tail, and a number whose meaning is the owner's (`DesiredAccounts`,
/// `LiveAccounts`). It costs its bytes and 24 more. At most 4 GiB of bytes.
package struct AccountRows: Sendable {
  package struct Row: Sendable {
    fileprivate var offset: UInt32
    fileprivate var keyLength: UInt16
    fileprivate var tailLength: UInt16
    fileprivate var imageLength: UInt32
    fileprivate var restLength: UInt32
    package var note: UInt64
  }

  private var storage = RowStorage()
  package private(set) var rows: [Row] = []
  /// False after an append that did not come behind its predecessor.
  package private(set) var isSorted = true

  package init() {}

  package var count: Int { rows.count }

  package mutating func reserve(rows count: Int, bytes size: Int) {
    rows.reserveCapacity(count)
    claimStorage()
    storage.reserve(size)
  }

  /// Appends one account from what `builder` holds.
  ///
  /// `counted` are the fields of the image that is compared, `rest` those of the second one.
  package mutating func append(
    key: UnsafeRawBufferPointer, builder: borrowing ImageBuilder, counted: FieldSet,
    rest: FieldSet = [],
    tail: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
    note: UInt64
  ) {
    claimStorage()
    let offset = storage.count
    precondition(offset < Int(UInt32.max), "more than 4 GiB of accounts")
    storage.append(key)
    let image = storage.count
    write(counted, of: builder)
    let second = storage.count
    if !rest.isEmpty { write(rest, of: builder) }
    let end = storage.count
    storage.append(tail)
    let row = Row(
      offset: UInt32(offset), keyLength: UInt16(key.count), tailLength: UInt16(tail.count),
      imageLength: UInt32(second - image), restLength: UInt32(end - second), note: note)
    if isSorted, let last = rows.last {
      isSorted = Self.key(of: last, in: storage.bytes).compareBytes(key) <= 0
    }
    rows.append(row)
  }

  /// Gives row `index` another image, from what `builder` holds.
  package mutating func replaceImage(
    at index: Int, builder: borrowing ImageBuilder, counted: FieldSet
  ) {
    var row = rows[index]
    claimStorage()
    let offset = storage.count
    // The storage may move while it grows.
    let key = Array(Self.key(of: row, in: storage.bytes))
    key.withUnsafeBytes { storage.append($0) }
    let image = storage.count
    write(counted, of: builder)
    row.offset = UInt32(offset)
    row.imageLength = UInt32(storage.count - image)
    row.restLength = 0
    row.tailLength = 0
    rows[index] = row
  }

  /// Sorts by address bytes; rows of one address keep the order in which they were appended.
  package mutating func sort() {
    guard !isSorted else { return }
    let all = storage.bytes
    let order = rows.indices.sorted { left, right in
      let result = Self.key(of: rows[left], in: all).compareBytes(
        Self.key(of: rows[right], in: all))
      return result == 0 ? left < right : result < 0
    }
    rows = order.map { rows[$0] }
    isSorted = true
  }

  /// Keeps the rows for which `isKept` of the row's index is true.
  package mutating func filter(_ isKept: (Int) -> Bool) {
    rows = rows.indices.filter(isKept).map { rows[$0] }
  }

  /// The rows as they are now, for a walk that must not copy.
  package var view: View { View(storage: storage, rows: rows) }

  /// A look between changes: a view that is held on makes the next change copy all bytes.
  package func withView<Result>(_ body: (View) throws -> Result) rethrows -> Result {
    try body(view)
  }

  private func write(_ mask: FieldSet, of builder: borrowing ImageBuilder) {
    storage.append(builder.size(of: mask)) { builder.write(mask, to: $0) }
  }

  /// Copies the bytes where a view or another value reads them.
  private mutating func claimStorage() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }

  fileprivate static func key(
    of row: Row, in bytes: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let start = Int(row.offset)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(row.keyLength)])
  }
}

extension AccountRows {
  /// Reads rows in place; the pointers that it gives are valid as long as it is held.
  package struct View: @unchecked Sendable {
    private let storage: RowStorage
    private let bytes: UnsafeRawBufferPointer
    private let rows: [Row]

    fileprivate init(storage: RowStorage, rows: [Row]) {
      self.storage = storage
      bytes = storage.bytes
      self.rows = rows
    }

    package var count: Int { rows.count }

    package func note(_ index: Int) -> UInt64 { rows[index].note }

    package func key(_ index: Int) -> UnsafeRawBufferPointer {
      AccountRows.key(of: rows[index], in: bytes)
    }

    /// The bytes of the compared image.
    package func imageBytes(_ index: Int) -> UnsafeRawBufferPointer {
      let row = rows[index]
      let start = Int(row.offset) + Int(row.keyLength)
      return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(row.imageLength)])
    }

    package func image(_ index: Int) -> Image { Image(imageBytes(index), owner: storage) }

    /// The second image; nil where the row has none.
    package func rest(_ index: Int) -> Image? {
      let row = rows[index]
      guard row.restLength > 0 else { return nil }
      let start = Int(row.offset) + Int(row.keyLength) + Int(row.imageLength)
      return Image(
        UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(row.restLength)]),
        owner: storage)
    }

    package func tail(_ index: Int) -> UnsafeRawBufferPointer {
      let row = rows[index]
      let start =
        Int(row.offset) + Int(row.keyLength) + Int(row.imageLength) + Int(row.restLength)
      return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(row.tailLength)])
    }

    package func address(_ index: Int) -> Address {
      Address(canonical: String(decoding: key(index), as: UTF8.self))
    }

    /// The row of `address` by binary search; nil when there is none.
    ///
    /// - Precondition: The rows are sorted.
    package func index(of address: Address) -> Int? {
      var text = address.text
      return text.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }
    }

    package func index(of key: UnsafeRawBufferPointer) -> Int? {
      var low = 0
      var high = rows.count
      while low < high {
        let middle = (low + high) / 2
        let order = self.key(middle).compareBytes(key)
        if order == 0 { return middle }
        if order < 0 { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }
}
