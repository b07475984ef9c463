import MailModel

/// Reads single values of one entry, and reports what is not as it should be.
struct ValueReader {
  let tree: Tree
  let list: DiagnosticList

  /// Longest text of any field, in bytes.
  static let maximumLength = 65_536

  func place(_ node: Int) -> Place { list.place(tree.place(node)) }

  /// A mapping's keys and values; reports unknown and repeated keys, and every other type.
  func pairs<Key>(
    of node: Int, _ table: KeyTable<Key>, _ what: String
  ) -> [(key: Key, keyNode: Int, value: Int)]? {
    guard isMapping(node, what) else { return nil }
    var firsts: [Int?] = Array(repeating: nil, count: table.names.count)
    var result: [(Key, Int, Int)] = []
    for (key, value) in tree.pairs(of: node) {
      guard let number = number(ofKey: key, table, what, in: node) else { continue }
      if let first = firsts[number] {
        reportDuplicate(key, first: first)
        continue
      }
      firsts[number] = key
      result.append((table[number], key, value))
    }
    return result
  }

  /// The same as `pairs`, without an array; false, and reported, when the node is no mapping.
  @inline(__always)
  func forEachPair<Key>(
    of node: Int, _ table: KeyTable<Key>, _ what: StaticString, _ body: (Key, Int) -> Void
  ) -> Bool {
    guard tree.kind(node) == .mapping else {
      reportType(node, "\(what)", "a mapping")
      return false
    }
    var seen: UInt64 = 0
    var firsts = InlineArray<16, Int>(repeating: 0)
    var key = node + 1
    while key < tree.next(node) {
      let value = tree.next(key)
      if let number = number(ofKey: key, table, "\(what)", in: node) {
        if seen & (1 << UInt64(number)) == 0 {
          seen |= 1 << UInt64(number)
          firsts[number] = key
          body(table[number], value)
        } else {
          reportDuplicate(key, first: firsts[number])
        }
      }
      key = tree.next(value)
    }
    return true
  }

  func isMapping(_ node: Int, _ what: String) -> Bool {
    if tree.kind(node) == .mapping { return true }
    reportType(node, what, "a mapping")
    return false
  }

  /// The position of a key in its table; nil, and reported, when it has none.
  ///
  /// Keys that `mapping` has as well, or that are `given`, are not what was meant.
  func number<Key>(
    ofKey key: Int, _ table: KeyTable<Key>, _ what: @autoclosure () -> String,
    in mapping: Int? = nil, remnant: Remnant? = nil, given: (Int) -> Bool = { _ in false }
  ) -> Int? {
    guard tree.kind(key) == .scalar else {
      reportType(key, "a key of \(what())", "text")
      return nil
    }
    if let number = table.number(of: tree.text(key)) { return number }
    let others = mapping.map { tree.pairs(of: $0).map(\.key) } ?? []
    let taken = others.compactMap { tree.kind($0) == .scalar ? tree.string($0) : nil }
    if let remnant = remnant ?? mapping.flatMap({ Remnant(key, in: $0, tree) }),
      remnant.isMeant(by: key, tree),
      Spelling.nearest(to: tree.string(key), among: table.names) == nil
    {
      list.add(.cutOffText(remnant.isSecret ? nil : tree.string(key), what(), at: place(key)))
      return nil
    }
    let open = table.names.indices.filter { number in
      !given(number) && !taken.contains { $0.sameBytes(as: table.names[number]) }
    }
    list.add(
      .unknownKey(
        tree.string(key), what(), known: table.names, open: open.map { table.names[$0] },
        at: place(key)))
    return nil
  }

  func reportDuplicate(_ key: Int, first: Int) {
    list.add(.duplicateKey(tree.string(key), at: place(key), first: place(first)))
  }

  func reportType(_ node: Int, _ what: String, _ wanted: String) {
    if tree.kind(node) == .broken { return }
    list.add(
      .wrongType(
        what, wanted: wanted, found: isEntry(what, node) ? "text" : describe(node),
        at: place(node),
        help: help(of: what, node, wanted)))
  }

  /// True for a text in place of a whole entry, which may be anything, a password too.
  private func isEntry(_ what: String, _ node: Int) -> Bool {
    ["a user", "a group", "a domain"].contains(what) && tree.kind(node) == .scalar
      && !tree.isNull(node)
  }

  /// True for `null`, `~`, nothing at all, and `[]`, which all say: make it empty.
  @inline(__always)
  func isEmpty(_ node: Int) -> Bool {
    switch tree.kind(node) {
    case .scalar: tree.isNull(node)
    case .sequence: tree.next(node) == node + 1
    case .mapping, .broken: false
    }
  }

  /// Warns of a key that nothing stands behind, not even `null`: a comment sign or a lost line may
  /// have taken the value.
  func reportBare(_ node: Int, _ key: String, at place: PackedPlace) {
    guard tree.kind(node) == .scalar, tree.isPlain(node), tree.text(node).isEmpty else { return }
    list.add(.emptyValue(key, at: list.place(place)))
  }

  private func describe(_ node: Int) -> String {
    switch tree.kind(node) {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar, .broken: tree.isNull(node) ? "nothing" : "`\(shown(tree.text(node)))`"
    }
  }

  /// Text on one line, as bytes; nil, and reported, when it is none.
  @inline(__always)
  func line(_ node: Int, _ what: StaticString) -> UnsafeRawBufferPointer? {
    guard let text = scalar(node, what) else { return nil }
    if TextRules.isLine(text) { return text }
    guard text.count <= Self.maximumLength else {
      list.add(.textTooLong("\(what)", limit: Self.maximumLength, at: place(node)))
      return nil
    }
    if text.contains(UInt8(ascii: "\n")), TextRules.isLines(text) {
      list.add(.severalLines("\(what)", at: place(node)))
    } else {
      list.add(.invalidText("\(what)", at: place(node)))
    }
    return nil
  }

  /// Text of one or more lines.
  func lines(_ node: Int, _ what: StaticString) -> UnsafeRawBufferPointer? {
    guard let text = scalar(node, what) else { return nil }
    guard text.count <= Self.maximumLength else {
      list.add(.textTooLong("\(what)", limit: Self.maximumLength, at: place(node)))
      return nil
    }
    if TextRules.isLines(text) { return text }
    list.add(.invalidText("\(what)", at: place(node)))
    return nil
  }

  /// A scalar that every YAML reader takes for text, or a plain decimal number.
  @inline(__always)
  private func scalar(_ node: Int, _ what: StaticString) -> UnsafeRawBufferPointer? {
    guard tree.kind(node) == .scalar else {
      reportType(node, "\(what)", "text")
      return nil
    }
    let text = tree.text(node)
    if !tree.isPlain(node) { return text }
    switch PlainScalar.meaning(of: text) {
    case .text, .integer: return text
    case .null:
      reportType(node, "\(what)", "text")
    case .flag, .oldFlag, .oddNumber, .day:
      list.add(.ambiguous(shown(text), at: place(node)))
    }
    return nil
  }

  func flag(_ node: Int, _ what: StaticString) -> Bool? {
    guard tree.kind(node) == .scalar, tree.isPlain(node) else {
      reportType(node, "\(what)", "true or false")
      return nil
    }
    switch PlainScalar.meaning(of: tree.text(node)) {
    case .flag(let flag): return flag
    case .oldFlag:
      list.add(.oldFlag(shown(tree.text(node)), at: place(node)))
    default:
      reportType(node, "\(what)", "true or false")
    }
    return nil
  }

  /// A whole number from 0 on.
  func number(_ node: Int, _ what: StaticString) -> Int? {
    guard tree.kind(node) == .scalar, tree.isPlain(node),
      PlainScalar.meaning(of: tree.text(node)) == .integer, let number = Int(tree.string(node)),
      (0...1_000_000_000).contains(number)
    else {
      reportType(node, "\(what)", "a whole number")
      return nil
    }
    return number
  }

  func day(_ node: Int, _ what: StaticString) -> Day? {
    guard tree.kind(node) == .scalar else {
      reportType(node, "\(what)", "a day")
      return nil
    }
    if let day = DayText.day(tree.text(node)) { return day }
    list.add(.invalidDay("\(what)", shown(tree.text(node)), at: place(node)))
    return nil
  }

  func span(_ node: Int, _ what: StaticString) -> TimeSpan? {
    guard tree.kind(node) == .scalar else {
      reportType(node, "\(what)", "a length of time")
      return nil
    }
    if tree.text(node).first != UInt8(ascii: "0"), let span = TimeSpan(tree.string(node)) {
      return span
    }
    list.add(.invalidSpan("\(what)", shown(tree.text(node)), at: place(node)))
    return nil
  }

  /// The bytes of a mailbox, 0 for unlimited.
  @inline(__always)
  func quota(_ node: Int) -> UInt64? {
    guard tree.kind(node) == .scalar else {
      reportType(node, "quota", "a size")
      return nil
    }
    let text = tree.text(node)
    if let bytes = QuotaText.bytes(text) { return bytes }
    list.add(.invalidQuota(shown(text), at: place(node)))
    return nil
  }

  /// The items of a list.
  func items(_ node: Int, _ what: String) -> [Int]? {
    guard tree.kind(node) == .sequence else {
      reportType(node, what, "a list")
      return nil
    }
    return tree.children(of: node)
  }

  /// A name in a list or behind a key: always text, whatever it looks like, but not nothing.
  @inline(__always)
  func name(_ node: Int, _ what: StaticString) -> UnsafeRawBufferPointer? {
    guard tree.kind(node) == .scalar, !tree.isNull(node) else {
      reportType(node, "\(what)", "a name")
      return nil
    }
    return tree.text(node)
  }
}
