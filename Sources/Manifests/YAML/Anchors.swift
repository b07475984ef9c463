/// A composed node on its own, ready to be copied to wherever an alias asks for it.
struct StoredTree {
  private(set) var nodes: [Node] = []
  private(set) var bytes: [UInt8] = []

  init(_ index: Int, in tree: Tree) {
    let end = tree.next(index)
    nodes.reserveCapacity(end - index)
    for position in index..<end {
      var node = tree.nodes[position]
      node.end -= UInt32(index)
      node.start = UInt32(bytes.count)
      if node.kind == .scalar { bytes.append(contentsOf: tree.text(position)) }
      nodes.append(node)
    }
  }

  func withTree(file: Int, _ body: (Tree) -> Void) {
    nodes.withUnsafeBufferPointer { nodes in
      bytes.withUnsafeBytes { body(Tree(nodes: nodes, bytes: $0, file: file)) }
    }
  }

  func append(to buffer: inout NodeBuffer) {
    let index = UInt32(buffer.count)
    let start = UInt32(bytes.withUnsafeBytes { buffer.append($0) })
    for var node in nodes {
      node.end += index
      node.start += start
      buffer.append(node)
    }
  }
}

/// The anchors of one file, with a bound on what their aliases may grow to.
struct Anchors {
  /// Nodes that the aliases of one file may stand for.
  static let maximumNodes = 100_000
  /// Bytes of text that the aliases of one file may stand for.
  static let maximumBytes = 1_600_000

  private var trees: [String: StoredTree] = [:]
  private var openNames: [Int: String] = [:]
  private var expanded = (nodes: 0, bytes: 0)
  private var stored = (nodes: 0, bytes: 0)
  /// What may be kept for aliases to come: a small multiple of the file, however anchors nest.
  private let room: (nodes: Int, bytes: Int)

  init(fileSize: Int) {
    room = (Self.maximumNodes + fileSize / 2, Self.maximumBytes + fileSize * 4)
  }

  var hasOpen: Bool { !openNames.isEmpty }

  /// The anchor most like `name`; none is sought among very many.
  func nearest(to name: String) -> String? {
    trees.count > 64 ? nil : Spelling.nearest(to: name, among: trees.keys.sorted())
  }

  subscript(name: String) -> StoredTree? { trees[name] }

  mutating func begin(_ index: Int, _ name: String) { openNames[index] = name }

  /// The anchor that was opened at the node of this index.
  mutating func end(_ index: Int) -> String? { openNames.removeValue(forKey: index) }

  /// False when too much would be kept.
  mutating func store(_ name: String, _ tree: StoredTree) -> Bool {
    stored.nodes += tree.nodes.count
    stored.bytes += tree.bytes.count
    trees[name] = tree
    return stored.nodes <= room.nodes && stored.bytes <= room.bytes
  }

  /// False when an alias for the tree is one too many.
  mutating func count(_ tree: StoredTree) -> Bool {
    expanded.nodes += tree.nodes.count
    expanded.bytes += tree.bytes.count
    return expanded.nodes <= Self.maximumNodes && expanded.bytes <= Self.maximumBytes
  }
}

/// The keys and values of a mapping once its merge keys are resolved.
struct MergedPairs {
  /// Key, value, key, value.
  private(set) var trees: [StoredTree] = []

  /// Is nil when the mapping has no merge key; `report` is told of each value of `<<` that cannot
  /// be merged, `repeated` of a second `<<` and the first.
  init?(
    of index: Int, in tree: Tree, report: (Int) -> Void, repeated: (_ second: Int, Int) -> Void
  ) {
    let pairs = tree.pairs(of: index)
    let merges = pairs.filter { Self.isMergeKey($0.key, tree) }
    guard let first = merges.first else { return nil }
    for second in merges.dropFirst() { repeated(second.key, first.key) }
    var seen: Set<[UInt8]> = []
    for (key, value) in pairs where !Self.isMergeKey(key, tree) {
      seen.insert(Array(tree.text(key)))
      trees.append(StoredTree(key, in: tree))
      trees.append(StoredTree(value, in: tree))
    }
    for (key, value) in pairs where Self.isMergeKey(key, tree) {
      let parts = tree.kind(value) == .sequence ? tree.children(of: value) : [value]
      for part in parts {
        if tree.kind(part) == .broken { continue }
        guard tree.kind(part) == .mapping else {
          report(part)
          continue
        }
        for (key, value) in tree.pairs(of: part)
        where seen.insert(Array(tree.text(key))).inserted {
          trees.append(StoredTree(key, in: tree))
          trees.append(StoredTree(value, in: tree))
        }
      }
    }
  }

  private static func isMergeKey(_ key: Int, _ tree: Tree) -> Bool {
    tree.kind(key) == .scalar && tree.isPlain(key)
      && tree.text(key).elementsEqual("<<".utf8)
  }
}
