import MailModel

/// Reads entries of `rosters`; the CSV files are opened once all manifest files are read.
struct RosterReader {
  private let table = KeyTable<RosterKey>()
  private let defaultsTable = KeyTable<DefaultsKey>()
  private var fields = FieldReader()

  init() {}

  mutating func read(_ tree: Tree, _ node: Int, into draft: inout Draft) {
    let values = ValueReader(tree: tree, list: draft.list)
    if tree.isNull(node) { return }
    for entry in values.items(node, "rosters") ?? [] { readEntry(entry, values, &draft) }
  }

  private mutating func readEntry(_ node: Int, _ values: ValueReader, _ draft: inout Draft) {
    guard values.isMapping(node, "a roster") else { return }
    guard let pairs = values.pairs(of: node, table, "a roster") else { return }
    var nodes: [RosterKey: Int] = [:]
    for (key, _, value) in pairs where !values.tree.isNull(value) { nodes[key] = value }
    for key in [RosterKey.csv, .account] where nodes[key] == nil {
      draft.list.add(.missingKey(key.rawValue, of: "a roster", at: values.place(node)))
    }
    let csv = nodes[.csv].flatMap { values.name($0, "csv") }
    let account = nodes[.account].flatMap { template($0, .account, values) }
    var roster = Roster?.none
    if let csv, let account, let csvNode = nodes[.csv] {
      roster = Roster(
        csv: String(decoding: csv, as: UTF8.self), csvPlace: values.tree.place(csvNode),
        place: values.tree.place(node), account: account)
    }
    for (key, _, value) in pairs where !values.tree.isNull(value) {
      read(key, value, values, &roster, &draft)
    }
    // `null` says here too: make it empty.
    for (key, _, value) in pairs where values.tree.isNull(value) {
      guard let field = Field(key: key.rawValue) else { continue }
      roster?.defaults.set(field, UnsafeRawBufferPointer(start: nil, count: 0))
    }
    if let roster { draft.rosters.append(roster) }
  }

  /// Reads a key even where there is no roster to keep it, for its mistakes.
  private mutating func read(
    _ key: RosterKey, _ node: Int, _ values: ValueReader, _ roster: inout Roster?,
    _ draft: inout Draft
  ) {
    switch key {
    case .csv, .account: break
    case .separator:
      if let found: CSVSeparator = word(node, "separator", values) {
        roster?.form.separator = found.byte
      }
    case .encoding:
      if let found: CSVEncoding = word(node, "encoding", values) { roster?.form.encoding = found }
    case .name: roster?.name = template(node, key, values)
    case .group: roster?.group = template(node, key, values)
    case .comment: roster?.comment = template(node, key, values)
    case .quota: roster?.quota = template(node, key, values)
    case .aliases:
      roster?.aliases = values.items(node, "aliases")?.compactMap { template($0, key, values) }
    case .initialPassword:
      if values.tree.kind(node) == .scalar, values.tree.text(node).elementsEqual("generate".utf8) {
        roster?.generatesPasswords = true
      } else {
        draft.list.add(.rosterSecret("initial-password", at: values.place(node)))
      }
    case .rows: roster?.conditions = conditions(node, values)
    case .defaults:
      guard let place = roster?.place else { return }
      fields.readDefaults(node, values, defaultsTable, owner: place, &draft)
      roster?.defaults = fields.builder
    }
  }

  private func template(
    _ node: Int, _ key: RosterKey, _ values: ValueReader
  ) -> RosterTemplate? {
    let tree = values.tree
    if tree.kind(node) == .mapping {
      values.list.add(.unquotedTemplate(key.rawValue, at: values.place(node)))
      return nil
    }
    let isName = key != .name && key != .comment
    guard let text = isName ? values.name(node, "a template") : values.line(node, "a template")
    else { return nil }
    do {
      let template = try RosterTemplate(text, at: tree.place(node))
      if let column = template.columns.first(where: SecretKey.isNearColumn) {
        values.list.add(.secretColumn(column, at: values.place(node)))
        return nil
      }
      return template
    } catch {
      values.list.add(.brokenTemplate(error, key.rawValue, at: values.place(node)))
      return nil
    }
  }

  private func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: Int, _ what: String, _ values: ValueReader
  ) -> Word? {
    if values.tree.kind(node) == .scalar, let word = Word(rawValue: values.tree.string(node)) {
      return word
    }
    values.reportType(node, what, Word.allCases.map(\.rawValue).joined(separator: " or "))
    return nil
  }

  private func conditions(_ node: Int, _ values: ValueReader) -> [RosterCondition] {
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
      if SecretKey.isNearColumn(condition.column) {
        values.list.add(.secretColumn(condition.column, at: values.place(key)))
        continue
      }
      var wanted = value
      if values.tree.kind(value) == .mapping {
        let pairs = values.tree.pairs(of: value)
        guard pairs.count == 1, values.tree.kind(pairs[0].key) == .scalar,
          values.tree.text(pairs[0].key).elementsEqual("not".utf8)
        else {
          values.list.add(.unknownCondition(at: values.place(value)))
          continue
        }
        condition.isNegated = true
        wanted = pairs[0].value
      }
      guard let texts = texts(wanted, values) else { continue }
      condition.values = texts
      result.append(condition)
    }
    return result
  }

  /// One text or a list of them; `null` is the empty text.
  private func texts(_ node: Int, _ values: ValueReader) -> [[UInt8]]? {
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
