/// Nodes and their text in memory of its own, appended to without any check but for room.
struct NodeBuffer: ~Copyable {
  private var nodes: UnsafeMutablePointer<Node>
  private var nodeCapacity = 256
  private(set) var count = 0
  private var bytes: UnsafeMutableRawPointer
  private var byteCapacity = 4_096
  private var byteCount = 0

  init() {
    nodes = .allocate(capacity: nodeCapacity)
    bytes = .allocate(byteCount: byteCapacity, alignment: 1)
  }

  deinit {
    nodes.deallocate()
    bytes.deallocate()
  }

  @inline(__always)
  mutating func removeAll() {
    count = 0
    byteCount = 0
  }

  mutating func removeNodes(from index: Int) { count = index }

  subscript(index: Int) -> Node {
    @inline(__always) get { nodes[index] }
    @inline(__always) set { nodes[index] = newValue }
  }

  @inline(__always)
  mutating func append(_ node: Node) {
    if count == nodeCapacity { growNodes() }
    (nodes + count).initialize(to: node)
    count += 1
  }

  /// - Returns: Where the text begins.
  @inline(__always)
  mutating func append(_ text: UnsafeRawBufferPointer) -> Int {
    let start = byteCount
    if start + text.count > byteCapacity { growBytes(to: start + text.count) }
    if let source = text.baseAddress {
      (bytes + start).copyMemory(from: source, byteCount: text.count)
    }
    byteCount += text.count
    return start
  }

  @inline(__always)
  func tree(file: Int) -> Tree {
    Tree(
      nodes: UnsafeBufferPointer(start: nodes, count: count),
      bytes: UnsafeRawBufferPointer(start: bytes, count: byteCount), file: file)
  }

  @inline(never)
  private mutating func growNodes() {
    let larger = UnsafeMutablePointer<Node>.allocate(capacity: nodeCapacity * 2)
    larger.moveInitialize(from: nodes, count: count)
    nodes.deallocate()
    nodes = larger
    nodeCapacity *= 2
  }

  @inline(never)
  private mutating func growBytes(to size: Int) {
    while byteCapacity < size { byteCapacity *= 2 }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: byteCapacity, alignment: 1)
    larger.copyMemory(from: bytes, byteCount: byteCount)
    bytes.deallocate()
    bytes = larger
  }
}
