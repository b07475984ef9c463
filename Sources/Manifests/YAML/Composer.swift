import CYAML
import MailModel

/// Turns events into nodes of one buffer that serves entry after entry.
///
/// Aliases are expanded in place and merge keys resolved, so readers of nodes never meet either.
struct Composer: ~Copyable {
  /// Why the rest of a file is not read; already told, except mistakes in the syntax.
  enum Stop {
    case syntax
    case tooDeep
    case tooManyAliases
    case tooManyValues
  }

  /// Levels of nesting in one file.
  static let maximumDepth = 64
  /// Values that one entry of any file may have.
  static let fewestNodes = 2_000_000

  let events: EventReader
  let file: Int
  private let list: DiagnosticList
  private(set) var stop: Stop?
  private var nodes = NodeBuffer()
  private var open: [Int] = []
  /// Levels above the node that is composed.
  private var outer = 0
  private var hasMergeKey = false
  /// What one entry may come to: ample for whole sections, and no more than a small multiple of
  /// the file where a line holds millions of letters with commas between.
  private let maximumNodes: Int
  private var anchors: Anchors

  init(_ source: UnsafeRawBufferPointer, file: Int, list: DiagnosticList) {
    events = EventReader(source)
    self.file = file
    self.list = list
    anchors = Anchors(fileSize: source.count)
    maximumNodes = Self.fewestNodes + source.count / 16
    open.reserveCapacity(Self.maximumDepth)
  }

  /// Goes on to the next event; false when the file ends here.
  @inline(__always)
  mutating func advance() -> Bool {
    guard stop == nil else { return false }
    if events.advance() { return true }
    stop = .syntax
    return false
  }

  mutating func removeAll() {
    nodes.removeAll()
  }

  mutating func enter() { outer += 1 }
  mutating func leave() { outer -= 1 }

  private var tree: Tree { nodes.tree(file: file) }

  /// The composed nodes, lent for as long as the composer can't change.
  @inline(__always)
  func withTree<Result>(_ body: (Tree) -> Result) -> Result { body(tree) }

  /// Lends the scalar of the current event as a node of its own, without copying its text; nil for
  /// other events and for scalars with an anchor or a tag, which have to be composed.
  @inline(__always)
  func withScalar<Result>(_ body: (Tree) -> Result) -> Result? {
    guard isBareScalar else { return nil }
    let text = events.text
    let node = Node(
      kind: .scalar, style: style, end: 1, start: 0,
      length: UInt32(truncatingIfNeeded: text.count),
      line: UInt32(truncatingIfNeeded: events.line),
      column: UInt32(truncatingIfNeeded: events.column))
    return withUnsafePointer(to: node) {
      body(Tree(nodes: UnsafeBufferPointer(start: $0, count: 1), bytes: text, file: file))
    }
  }

  @inline(__always)
  private var isBareScalar: Bool {
    events.type == YAML_SCALAR_EVENT && events.scalarAnchor == nil && events.scalarTag == nil
  }

  /// True at the start of a mapping that no alias can refer to.
  var isPlainMapping: Bool {
    events.type == YAML_MAPPING_START_EVENT && events.collectionAnchor == nil
      && events.collectionTag == nil
  }

  var isMappingEnd: Bool { events.type == YAML_MAPPING_END_EVENT }

  /// The position of the current event's text among the keys; nil when it is none of them.
  @inline(__always)
  func keyNumber<Key>(_ table: KeyTable<Key>) -> Int? {
    isBareScalar ? table.number(of: events.text) : nil
  }

  /// True at a plain `<<`.
  var isMergeKey: Bool {
    isBareScalar && style == .plain && events.text.elementsEqual("<<".utf8)
  }

  /// Where no value stands though one should; nil where there is one.
  var emptyPlace: PackedPlace? {
    isBareScalar && style == .plain && events.text.isEmpty ? place : nil
  }

  var place: PackedPlace { PackedPlace(file: file, line: events.line, column: events.column) }

  /// Appends the node that begins at the current event, and stands at its last event after that.
  ///
  /// - Returns: The node's index; nil when the file ends inside it.
  mutating func compose() -> Int? {
    let root = nodes.count
    while true {
      let type = events.type
      if type == YAML_SCALAR_EVENT {
        appendScalar()
      } else if type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT {
        guard appendStart() else { return nil }
      } else if type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT {
        guard close() else { return nil }
      } else if type == YAML_ALIAS_EVENT {
        guard expandAlias() else { return nil }
      } else {
        preconditionFailure("a node cannot begin with event \(type.rawValue)")
      }
      if open.isEmpty { return root }
      if nodes.count > maximumNodes {
        stop = .tooManyValues
        list.add(.tooManyValues(limit: maximumNodes, at: list.place(place)))
        return nil
      }
      guard advance() else { return nil }
    }
  }

  @inline(__always)
  private mutating func appendScalar() {
    let text = events.text
    let style = style
    let index = nodes.count
    let start = nodes.append(text)
    nodes.append(
      Node(
        kind: .scalar, style: style, end: UInt32(truncatingIfNeeded: index + 1),
        start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: text.count),
        line: UInt32(truncatingIfNeeded: events.line),
        column: UInt32(truncatingIfNeeded: events.column)))
    if style == .plain, text.count == 2, text[0] == 0x3C, text[1] == 0x3C { hasMergeKey = true }
    if let tag = events.scalarTag { apply(tag: String(cString: tag), to: index) }
    if let anchor = events.scalarAnchor { store(index, as: String(cString: anchor)) }
  }

  private var style: Node.Style {
    switch events.scalarStyle {
    case YAML_PLAIN_SCALAR_STYLE: .plain
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .quoted
    }
  }

  private mutating func appendStart() -> Bool {
    if outer + open.count >= Self.maximumDepth {
      stop = .tooDeep
      list.add(.tooDeep(limit: Self.maximumDepth, at: list.place(place)))
      return false
    }
    let index = nodes.count
    let kind: Node.Kind = events.type == YAML_MAPPING_START_EVENT ? .mapping : .sequence
    nodes.append(
      Node(
        kind: kind, style: events.isFlow ? .flow : .plain, end: 0, start: 0, length: 0,
        line: UInt32(truncatingIfNeeded: events.line),
        column: UInt32(truncatingIfNeeded: events.column)))
    open.append(index)
    if let tag = events.collectionTag { apply(tag: String(cString: tag), to: index) }
    if let anchor = events.collectionAnchor { anchors.begin(index, String(cString: anchor)) }
    return true
  }

  @inline(__always)
  private mutating func close() -> Bool {
    guard let index = open.popLast() else { preconditionFailure("an end without a start") }
    nodes[index].end = UInt32(truncatingIfNeeded: nodes.count)
    if hasMergeKey, nodes[index].kind == .mapping { resolveMerge(index) }
    if anchors.hasOpen, let name = anchors.end(index) { store(index, as: name) }
    return stop == nil
  }

  private mutating func expandAlias() -> Bool {
    let name = events.aliasName
    guard let tree = anchors[name] else {
      list.add(.unknownAnchor(name, near: anchors.nearest(to: name), at: list.place(place)))
      nodes.append(
        Node(
          kind: .broken, style: .plain, end: UInt32(nodes.count + 1), start: 0, length: 0,
          line: UInt32(truncatingIfNeeded: events.line),
          column: UInt32(truncatingIfNeeded: events.column)))
      return true
    }
    guard anchors.count(tree) else {
      stop = .tooManyAliases
      list.add(.tooManyAliases(at: list.place(place)))
      return false
    }
    let index = nodes.count
    tree.append(to: &nodes)
    nodes[index].line = UInt32(truncatingIfNeeded: events.line)
    nodes[index].column = UInt32(truncatingIfNeeded: events.column)
    return true
  }

  private mutating func store(_ index: Int, as name: String) {
    let tree = StoredTree(index, in: tree)
    if !anchors.store(name, tree) {
      stop = .tooManyAliases
      list.add(.tooManyAnchors(at: list.place(place)))
    }
  }

  private mutating func apply(tag: String, to index: Int) {
    let core = "tag:yaml.org,2002:"
    switch (nodes[index].kind, tag) {
    case (_, "!"), (.scalar, core + "str"):
      if nodes[index].kind == .scalar { nodes[index].style = .quoted }
    case (.scalar, core + "int"), (.scalar, core + "bool"), (.scalar, core + "null"),
      (.scalar, core + "float"):
      nodes[index].style = .plain
    case (.mapping, core + "map"), (.sequence, core + "seq"):
      break
    default:
      list.add(.unknownTag(tag, at: list.place(place)))
      nodes[index].kind = .broken
    }
  }

  /// Gives a mapping what its `<<` stands for; its own keys win, then the earlier of several.
  private mutating func resolveMerge(_ index: Int) {
    let list = list
    let tree = tree
    let merge = MergedPairs(of: index, in: tree) { node in
      list.add(.mergeOfOther(at: list.place(tree.place(node))))
    } repeated: { second, first in
      list.add(
        .duplicateKey(
          "<<", at: list.place(tree.place(second)), first: list.place(tree.place(first))))
    }
    guard let merge else { return }
    nodes.removeNodes(from: index + 1)
    for tree in merge.trees { tree.append(to: &nodes) }
    nodes[index].end = UInt32(truncatingIfNeeded: nodes.count)
  }
}

extension Diagnostic {
  static func tooDeep(limit: Int, at place: Place) -> Diagnostic {
    .error("too-deep", "nesting goes deeper than \(limit) levels", at: place)
  }

  fileprivate static func tooManyValues(limit: Int, at place: Place) -> Diagnostic {
    .error(
      "too-many-values", "one entry goes on for more than \(limit) values", at: place,
      help: "look for the line that should have ended before, or put the entries into more files")
  }

  fileprivate static func unknownAnchor(_ name: String, near: String?, at place: Place)
    -> Diagnostic
  {
    let isBuiltIn = "*\(name)".asciiLowercased.sameBytes(
      as: BuiltIn.outQueue.text.asciiLowercased)
    return .error(
      "unknown-anchor", "there is no anchor `&\(shown(name))` above this alias", at: place,
      help: near.map { "did you mean *\(shown($0))?" }
        ?? (isBuiltIn
          ? "take it out: `*` begins built-in names, and nobody can change those"
          : "quote it when it is a pattern: \"*\(shown(name))\""))
  }

  fileprivate static func tooManyAliases(at place: Place) -> Diagnostic {
    .error(
      "too-many-aliases",
      "aliases stand for more than \(Anchors.maximumNodes) values or \(Anchors.maximumBytes) bytes",
      at: place, help: "write the values out where they are meant")
  }

  fileprivate static func tooManyAnchors(at place: Place) -> Diagnostic {
    .error(
      "too-many-anchors", "anchors inside anchors hold several times what the file holds",
      at: place, help: "remove the outer ones")
  }

  fileprivate static func unknownTag(_ tag: String, at place: Place) -> Diagnostic {
    .error("unknown-tag", "the tag \(shown(tag)) has no meaning here", at: place, help: "remove it")
  }

  static func mergeOfOther(at place: Place) -> Diagnostic {
    .error("wrong-merge", "`<<` takes a mapping or a list of mappings", at: place)
  }
}
