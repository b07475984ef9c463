import MailModel

/// One scalar, sequence or mapping in a flat buffer; children stand right behind their parent.
struct Node {
  enum Kind: UInt8 {
    case scalar
    case sequence
    case mapping
    /// Something wrong that has been reported: readers pass over it in silence.
    case broken
  }

  enum Style: UInt8 {
    case plain
    /// In quotes, or tagged as text.
    case quoted
    /// A `|` or `>` block.
    case block
    /// A sequence or a mapping in brackets or braces.
    case flow
  }

  var kind: Kind
  var style: Style
  /// Index behind the last descendant, which is the next sibling's.
  var end: UInt32
  /// The text of a scalar, in the buffer's bytes.
  var start: UInt32
  var length: UInt32
  /// Counted from 1.
  var line: UInt32
  /// Counted from 1, in Unicode scalars.
  var column: UInt32
}

/// A view of composed nodes; valid until the buffer behind it changes.
struct Tree {
  let nodes: UnsafeBufferPointer<Node>
  let bytes: UnsafeRawBufferPointer
  /// The index of the source the nodes came from.
  let file: Int

  @inline(__always)
  func kind(_ index: Int) -> Node.Kind { nodes[index].kind }

  @inline(__always)
  func isPlain(_ index: Int) -> Bool { nodes[index].style == .plain }

  func isFlow(_ index: Int) -> Bool { nodes[index].style == .flow }

  @inline(__always)
  func next(_ index: Int) -> Int { Int(nodes[index].end) }

  @inline(__always)
  func text(_ index: Int) -> UnsafeRawBufferPointer {
    let node = nodes[index]
    let start = Int(node.start)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(node.length)])
  }

  func string(_ index: Int) -> String { String(decoding: text(index), as: UTF8.self) }

  @inline(__always)
  func place(_ index: Int) -> PackedPlace {
    let node = nodes[index]
    return PackedPlace(file: file, line: Int(node.line), column: Int(node.column))
  }

  /// True for plain `null`, `~` and nothing at all.
  @inline(__always)
  func isNull(_ index: Int) -> Bool {
    let node = nodes[index]
    return node.kind == .scalar && node.style == .plain && PlainScalar.isNull(text(index))
  }

  /// The children of a sequence, or the keys and values of a mapping in turn.
  func children(of index: Int) -> [Int] {
    var result: [Int] = []
    var child = index + 1
    while child < next(index) {
      result.append(child)
      child = next(child)
    }
    return result
  }

  /// Keys and values of a mapping.
  func pairs(of index: Int) -> [(key: Int, value: Int)] {
    var result: [(Int, Int)] = []
    var key = index + 1
    while key < next(index) {
      result.append((key, next(key)))
      key = next(next(key))
    }
    return result
  }
}
