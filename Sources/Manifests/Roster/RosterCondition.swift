import MailModel

/// One line of `where`: which values a column must have, or must not.
struct RosterCondition {
  var column: String
  var place: PackedPlace
  /// The column's number, once the header is read.
  var number = 0
  var values: [[UInt8]]
  var isNegated = false

  /// True when the column's value is one that is wanted; `hasValue` compares it.
  @inline(__always)
  func holds(_ hasValue: (Int, [UInt8]) -> Bool) -> Bool {
    for value in values where hasValue(number, value) { return !isNegated }
    return isNegated
  }
}

extension RosterCondition {
  /// Reads the conditions of `where`, and reports what is none.
  static func read(_ node: Int, _ values: ValueReader) -> [RosterCondition] {
    guard values.isMapping(node, "where") else { return [] }
    var result: [RosterCondition] = []
    for (key, value) in values.tree.pairs(of: node) {
      guard let text = values.name(key, "a column") else { continue }
      if let first = result.first(where: { $0.column.utf8.elementsEqual(text) }) {
        values.list.add(
          .duplicateKey(
            first.column, at: values.place(key), first: values.list.place(first.place)))
        continue
      }
      var condition = RosterCondition(
        column: String(decoding: text, as: UTF8.self), place: values.tree.place(key), values: [])
      if JoinedColumn.holdsSecrets(condition.column) {
        values.list.add(.secretColumn(condition.column, at: values.place(key)))
        continue
      }
      guard condition.take(value, values) else { continue }
      result.append(condition)
    }
    return result
  }

  /// False, and reported, when the condition is neither values nor `not` with values.
  private mutating func take(_ node: Int, _ reader: ValueReader) -> Bool {
    var wanted = node
    if reader.tree.kind(node) == .mapping {
      let pairs = reader.tree.pairs(of: node)
      guard pairs.count == 1, reader.tree.kind(pairs[0].key) == .scalar,
        reader.tree.text(pairs[0].key).elementsEqual("not".utf8)
      else {
        reader.list.add(.unknownCondition(at: reader.place(node)))
        return false
      }
      isNegated = true
      wanted = pairs[0].value
    }
    guard let texts = Self.texts(wanted, reader) else { return false }
    values = texts
    return true
  }

  /// One text or a list of them; `null` is the empty text.
  private static func texts(_ node: Int, _ values: ValueReader) -> [[UInt8]]? {
    let tree = values.tree
    let nodes = tree.kind(node) == .sequence ? tree.children(of: node) : [node]
    var result: [[UInt8]] = []
    for node in nodes {
      guard tree.kind(node) == .scalar else {
        values.reportType(node, "a value of `where`", "text")
        return nil
      }
      result.append(tree.isNull(node) ? [] : Array(tree.text(node)))
    }
    return result
  }
}
