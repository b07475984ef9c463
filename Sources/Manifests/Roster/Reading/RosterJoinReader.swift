import MailModel

/// Reads the entries of a roster's `join`.
struct RosterJoinReader {
  private let table = KeyTable<JoinKey>()

  /// - Returns: nil, and reported, when an entry can't be used: then the roster has no rows.
  func read(_ node: Int, _ values: ValueReader) -> [RosterJoin]? {
    guard let items = values.items(node, "join") else { return nil }
    guard items.count <= RosterJoin.maximumCount else {
      values.list.add(.tooManyJoins(limit: RosterJoin.maximumCount, at: values.place(node)))
      return nil
    }
    var result: [RosterJoin] = []
    var isWhole = true
    for item in items {
      guard let join = readEntry(item, values) else {
        isWhole = false
        continue
      }
      if let first = result.first(where: { $0.name.sameBytes(as: join.name) }) {
        values.list.add(
          .duplicateJoin(
            join.name, at: values.list.place(join.namePlace),
            first: values.list.place(first.namePlace)))
        isWhole = false
      } else if hasOneSide(join, after: result, values) {
        result.append(join)
      } else {
        isWhole = false
      }
    }
    return isWhole ? result : nil
  }

  private func readEntry(_ node: Int, _ values: ValueReader) -> RosterJoin? {
    guard let pairs = values.pairs(of: node, table, "a join") else { return nil }
    var nodes: [JoinKey: Int] = [:]
    for (key, _, value) in pairs where !values.tree.isNull(value) { nodes[key] = value }
    for key in [JoinKey.csv, .name, .keys] where nodes[key] == nil {
      values.list.add(.missingKey(key.rawValue, of: "a join", at: values.place(node)))
    }
    let csv = nodes[.csv].flatMap { values.name($0, "csv") }.map {
      String(decoding: $0, as: UTF8.self)
    }
    let name = nodes[.name].flatMap { joinName($0, values) }
    let keys = nodes[.keys].flatMap { self.keys($0, values) }
    var form = CSVForm(separator: UInt8(ascii: ","), encoding: .utf8)
    if let separator = nodes[.separator] { form.takeSeparator(separator, values) }
    if let encoding = nodes[.encoding] { form.takeEncoding(encoding, values) }
    let conditions = nodes[.rows].map { RosterCondition.read($0, values) } ?? []
    let isOptional = nodes[.optional].flatMap { values.flag($0, "optional") } ?? false
    guard let csv, let csvNode = nodes[.csv], let name, let nameNode = nodes[.name], let keys
    else { return nil }
    return RosterJoin(
      csv: csv, csvPlace: values.tree.place(csvNode), place: values.tree.place(node), form: form,
      name: name, namePlace: values.tree.place(nameNode), keys: keys, conditions: conditions,
      isOptional: isOptional)
  }

  private func joinName(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.name(node, "as") else { return nil }
    let isName = text.allSatisfy {
      $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    if isName, !text.isEmpty { return String(decoding: text, as: UTF8.self) }
    values.list.add(.invalidJoinName(shown(text), at: values.place(node)))
    return nil
  }

  private func keys(_ node: Int, _ values: ValueReader) -> [RosterJoin.Key]? {
    guard values.isMapping(node, "match") else { return nil }
    var result: [RosterJoin.Key] = []
    for (key, value) in values.tree.pairs(of: node) {
      guard let column = self.column(key, values), let known = self.column(value, values) else {
        return nil
      }
      if let first = result.first(where: { $0.column.sameBytes(as: column) }) {
        values.list.add(
          .duplicateKey(
            column, at: values.place(key), first: values.list.place(first.columnPlace)))
        return nil
      }
      result.append(
        RosterJoin.Key(
          column: column, columnPlace: values.tree.place(key), known: known,
          knownPlace: values.tree.place(value)))
    }
    if !result.isEmpty { return result }
    values.list.add(.emptyText("match", at: values.place(node)))
    return nil
  }

  private func column(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.name(node, "a column") else { return nil }
    let column = String(decoding: text, as: UTF8.self)
    guard JoinedColumn.holdsSecrets(column) else { return column }
    values.list.add(.secretColumn(column, at: values.place(node)))
    return nil
  }

  /// False, and reported, when the known columns of a join are not all from one file.
  private func hasOneSide(
    _ join: RosterJoin, after earlier: [RosterJoin], _ values: ValueReader
  ) -> Bool {
    let sides = join.keys.map { JoinedColumn($0.known, among: earlier)?.join }
    guard let odd = sides.firstIndex(where: { $0 != sides[0] }) else { return true }
    values.list.add(
      .splitKey(
        at: values.list.place(join.keys[odd].knownPlace),
        first: values.list.place(join.keys[0].knownPlace)))
    return false
  }
}
