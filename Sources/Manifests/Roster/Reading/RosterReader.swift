import MailModel

/// Reads entries of `rosters`; the CSV files are opened once all manifest files are read.
struct RosterReader {
  private let table = KeyTable<RosterKey>()
  private let defaultsTable = KeyTable<DefaultsKey>()
  private let joinReader = RosterJoinReader()
  private var fields = FieldReader()

  init() {}

  mutating func read(_ tree: Tree, _ node: Int, into draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    if tree.isNull(node) { return }
    for entry in values.items(node, "rosters") ?? [] {
      guard draft.rosters.count < Roster.maximumCount else {
        draft.list.add(.tooManyRosters(limit: Roster.maximumCount, at: values.place(entry)))
        return
      }
      readEntry(entry, values, &draft)
    }
  }

  private mutating func readEntry(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
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
    _ draft: inout ManifestBuilder
  ) {
    // Behind `roster?` nothing would be read, and no mistake told, when there is none.
    switch key {
    case .csv, .account: break
    case .separator, .encoding:
      var form = roster?.form ?? CSVForm(separator: 0, encoding: .utf8)
      if key == .separator {
        form.takeSeparator(node, values)
      } else {
        form.takeEncoding(node, values)
      }
      roster?.form = form
    case .name, .group, .comment, .quota:
      let text = template(node, key, values)
      switch key {
      case .name: roster?.name = text
      case .group: roster?.group = text
      case .comment: roster?.comment = text
      default: roster?.quota = text.flatMap { quota($0, values, node) }
      }
    case .aliases:
      let texts = values.items(node, "aliases")?.compactMap { template($0, key, values) }
      roster?.aliases = texts
    case .initialPassword:
      if values.tree.kind(node) == .scalar, values.tree.text(node).elementsEqual("generate".utf8) {
        roster?.generatesPasswords = true
      } else {
        draft.list.add(.rosterSecret("initial-password", at: values.place(node)))
      }
    case .extends:
      let extends = values.flag(node, "extends") ?? false
      roster?.extends = extends
    case .rows:
      let conditions = RosterCondition.read(node, values)
      roster?.conditions = conditions
    case .joins:
      let joins = joinReader.read(node, values)
      roster?.joins = joins ?? []
      roster?.hasBrokenJoins = joins == nil
    case .defaults:
      guard let place = roster?.place else { return }
      fields.readDefaults(node, values, defaultsTable, owner: place, ofRoster: true, &draft)
      roster?.defaults = fields.builder
      roster?.texts = RosterTexts(fields.builder, node, values)
      // The roster's own key says more.
      if roster?.mail == nil { roster?.mail = fields.mail }
    case .mail:
      if let choice = values.mailChoice(node) { roster?.mail = choice }
    }
  }

  /// Nil, and reported once, for a size that is the same mistake in every row.
  private func quota(
    _ template: RosterTemplate, _ values: ValueReader, _ node: Int
  ) -> RosterTemplate? {
    guard let text = template.literal else { return template }
    return text.withUnsafeBytes { text in
      if QuotaText.bytes(text) != nil { return template }
      values.list.add(.invalidQuota(shown(text), at: values.place(node)))
      return nil
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
    return .read(text, key.rawValue, node, values)
  }
}
