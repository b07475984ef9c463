import CYAML
import MailModel

/// Reads one manifest file into a draft: every top-level key, users one at a time.
struct FileReader: ~Copyable {
  private let file: Int
  private let isFirst: Bool
  private let bytes: UnsafeRawBufferPointer
  private let list: DiagnosticList
  private let table = KeyTable<RootKey>()
  private var composer: Composer
  private var users = UserReader()
  private var groups = GroupReader()
  private var leavers = LeaverReader()
  private var rosters = RosterReader()
  private var approvals = ApprovalReader()
  private var hasSoughtDomain = false
  private var firsts: [Int: PackedPlace] = [:]
  /// The key above, when it should have entries and has nothing.
  private var emptySection: RootKey?
  /// Paths and patterns under `include`, each with its place.
  private(set) var includes: [(path: String, place: PackedPlace)] = []
  private(set) var scope: Scope?

  init(_ bytes: UnsafeRawBufferPointer, file: Int, isFirst: Bool, list: DiagnosticList) {
    self.bytes = bytes
    self.file = file
    self.isFirst = isFirst
    self.list = list
    composer = Composer(bytes, file: file, list: list)
  }

  mutating func read(into draft: inout ManifestBuilder) {
    let told = list.diagnostics.count
    readText(into: &draft)
    guard list.diagnostics.count > told else { return }
    // Looked for only where something is wrong.
    switch ManifestMarks.kind(of: bytes) {
    case .manifest: break
    case .nothing: list.hide(file)
    case .other:
      list.hide(file)
      draft.lacksEntries = true
      // What is wrong with the text as YAML comes last, and quotes nothing.
      let isText = composer.stop != .syntax && LineBreaks.firstOddBreak(in: bytes) == nil
      let place = list.place(PackedPlace(file: file, line: 1, column: 1))
      if let last = list.diagnostics.last {
        list.replace(since: told, with: isText ? .notAManifest(at: place) : last)
      }
    }
  }

  private mutating func readText(into draft: inout ManifestBuilder) {
    if let offset = LineBreaks.firstOddBreak(in: bytes) {
      let (line, column) = LineBreaks.position(of: offset, in: bytes)
      let place = PackedPlace(file: file, line: line, column: column)
      list.add(.oddBreak(at: list.place(place)))
      return
    }
    readDocument(into: &draft)
    if composer.stop != nil { draft.lacksEntries = true }
    if composer.stop == .syntax {
      list.add(.syntax(composer.events.problem, in: bytes, file: file, list: list))
    }
  }

  private mutating func readDocument(into draft: inout ManifestBuilder) {
    guard composer.advance(), composer.advance() else { return }
    guard composer.events.type == YAML_DOCUMENT_START_EVENT else {
      list.add(.emptyFile(at: list.place(PackedPlace(file: file, line: 1, column: 1))))
      return
    }
    guard composer.advance() else { return }
    let root = composer.place
    if composer.events.type == YAML_MAPPING_START_EVENT {
      guard readRoot(into: &draft) else { return }
      let version = RootKey.allCases.firstIndex(of: .rollbook) ?? 0
      if isFirst, firsts[version] == nil { list.add(.missingVersion(at: list.place(root))) }
      checkMode(draft.manifest.policy.mode)
    } else {
      guard let node = composer.compose() else { return }
      composer.withTree { tree in
        if tree.isNull(node) {
          list.add(.emptyFile(at: list.place(root)))
        } else {
          list.add(.notAManifest(at: list.place(root)))
        }
      }
    }
    guard composer.advance(), composer.advance() else { return }
    if composer.events.type == YAML_DOCUMENT_START_EVENT {
      list.add(.severalDocuments(at: list.place(composer.place)))
    }
  }

  /// - Returns: False when the file ends inside.
  private mutating func readRoot(into draft: inout ManifestBuilder) -> Bool {
    composer.enter()
    defer { composer.leave() }
    while true {
      guard composer.advance() else { return false }
      if composer.events.type == YAML_MAPPING_END_EVENT { return true }
      composer.removeAll()
      guard let key = composer.compose(), composer.advance() else { return false }
      let found = composer.withTree { tree in
        let values = ValueReader(tree: tree, list: list)
        if let emptySection, tree.kind(key) == .scalar, table.number(of: tree.text(key)) == nil,
          Spelling.nearest(to: tree.string(key), among: table.names) == nil
        {
          list.add(.lostIndent(tree.string(key), emptySection.rawValue, at: values.place(key)))
          return (Int?.none, tree.place(key))
        }
        return (values.number(ofKey: key, table, "a manifest"), tree.place(key))
      }
      guard let number = found.0, isAllowed(number, at: found.1) else {
        composer.removeAll()
        guard composer.compose() != nil else { return false }
        continue
      }
      composer.removeAll()
      emptySection = nil
      guard read(table[number], into: &draft) else { return false }
    }
  }

  /// False, and reported, for a key given before and one that only the first file may have.
  private mutating func isAllowed(_ number: Int, at place: PackedPlace) -> Bool {
    let key = table[number]
    if let first = firsts[number] {
      list.add(
        .duplicateKey(key.rawValue, at: list.place(place), first: list.place(first)))
      return false
    }
    firsts[number] = place
    switch key {
    case .domains, .store, .mail, .policy, .approvals, .assert:
      if isFirst { return true }
      list.add(.notInInclude(key.rawValue, first: list.paths.first ?? "", at: list.place(place)))
      return false
    case .rollbook, .domain, .include, .scope, .rosters, .groups, .users, .leavers:
      return true
    }
  }

  private mutating func read(_ key: RootKey, into draft: inout ManifestBuilder) -> Bool {
    switch key {
    case .users, .groups, .leavers:
      seekDomain(&draft)
      return readEntries(of: key, into: &draft)
    case .rosters:
      seekDomain(&draft)
      guard let node = composer.compose() else { return false }
      composer.withTree { rosters.read($0, node, into: &draft) }
      return true
    case .approvals:
      guard let node = composer.compose() else { return false }
      composer.withTree { approvals.read($0, node, into: &draft) }
      return true
    case .assert:
      seekDomain(&draft)
      guard let node = composer.compose() else { return false }
      composer.withTree { tree in
        var reader = AssertionReader()
        reader.read(tree, node, into: &draft)
      }
      return true
    case .rollbook, .domain, .domains, .store, .mail, .include, .scope, .policy:
      break
    }
    guard let node = composer.compose() else { return false }
    composer.withTree { tree in
      let values = ValueReader(tree: tree, list: list)
      switch key {
      case .rollbook: checkVersion(node, values)
      case .domain: readDomain(node, values, &draft)
      case .domains: DomainsReader().read(node, values, into: &draft)
      case .store where !tree.isNull(node):
        draft.manifest.store = SiteText.store(node, values)
      case .mail where !tree.isNull(node):
        draft.manifest.mail = SiteText.mail(node, values)
      case .policy:
        let assertions = draft.manifest.policy.assertions
        var reader = PolicyReader(draft.domainNames)
        draft.manifest.policy = reader.read(tree, node, list: list)
        draft.protectedNames = reader.protected
        draft.manifest.policy.assertions = assertions
        draft.manifest.policyText = PolicyText.text(of: draft.manifest.policy)
      default: break
      }
    }
    if key == .include { readIncludes(node) }
    if key == .scope {
      scope = composer.withTree { ScopeReader().read($0, node, list: list) }
    }
    return true
  }

  private func checkVersion(_ node: Int, _ values: ValueReader) {
    let isKnown = values.tree.kind(node) == .scalar && values.tree.isPlain(node)
    if isKnown, values.tree.text(node).elementsEqual("1".utf8) { return }
    if values.tree.kind(node) == .broken { return }
    let text = values.tree.kind(node) == .scalar ? values.tree.string(node) : "…"
    list.add(.unsupportedVersion(text, at: values.place(node)))
  }

  /// What is left out of a file that speaks for some groups must not be taken for a removal.
  private func checkMode(_ mode: Policy.Mode) {
    guard let scope, mode == .authoritative, isFirst,
      let place = RootKey.allCases.firstIndex(of: .policy).flatMap({ firsts[$0] })
    else { return }
    list.add(.scopedMode(at: list.place(place), scope: list.place(scope.place)))
  }

  private func readDomain(_ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder) {
    guard let text = values.name(node, "domain") else { return }
    guard let domain = draft.domainNames.canonical(Array(text)) else {
      list.add(.invalidDomain(text, at: values.place(node)))
      // That is the mistake, and not every bare name.
      draft.hasMissedDomain = true
      return
    }
    if isFirst {
      draft.setDomain(domain)
      draft.manifest.domain = String(decoding: domain, as: UTF8.self)
    } else if domain != draft.domain {
      list.add(.notInInclude("domain", first: list.paths.first ?? "", at: values.place(node)))
    }
  }

  private mutating func readIncludes(_ node: Int) {
    includes = composer.withTree { tree in
      if tree.isNull(node) { return [] }
      let values = ValueReader(tree: tree, list: list)
      return (values.items(node, "include") ?? []).compactMap { item in
        values.name(item, "a path").map { path in
          (String(decoding: path, as: UTF8.self), tree.place(item))
        }
      }
    }
  }

  /// `domain` may stand behind what needs it: then the file is looked through for it first.
  private mutating func seekDomain(_ draft: inout ManifestBuilder) {
    guard isFirst, draft.domain.isEmpty, !hasSoughtDomain else { return }
    hasSoughtDomain = true
    guard let text = TopLevelDomain.find(in: bytes) else { return }
    if let domain = draft.domainNames.canonical(text) {
      draft.setDomain(domain)
    } else {
      draft.hasMissedDomain = true
    }
  }

  private mutating func readEntries(of key: RootKey, into draft: inout ManifestBuilder) -> Bool {
    let start =
      key == .leavers ? YAML_SEQUENCE_START_EVENT : YAML_MAPPING_START_EVENT
    let isStreamed =
      composer.events.type == start && composer.events.collectionAnchor == nil
      && composer.events.collectionTag == nil
    guard isStreamed else { return readWhole(key, into: &draft) }
    let end = key == .leavers ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT
    composer.enter()
    defer { composer.leave() }
    var merged = MergedEntries()
    let firstRow = draft.manifest.accounts.rows.count
    while true {
      guard composer.advance() else { return false }
      if composer.events.type == end { break }
      if composer.isMergeKey, key != .leavers {
        guard merged.take(from: &composer, list) else { return false }
        continue
      }
      if key == .users {
        guard users.read(from: &composer, into: &draft) else { return false }
        continue
      }
      composer.removeAll()
      guard let first = composer.compose() else { return false }
      var second = first
      if key != .leavers {
        guard composer.advance(), let value = composer.compose() else { return false }
        second = value
      }
      readEntry(of: key, first, second, into: &draft)
    }
    switch key {
    case .users:
      merged.readUsers(with: &users, file: file, after: firstRow, into: &draft)
    case .groups: merged.readGroups(with: &groups, file: file, into: &draft)
    default: break
    }
    return true
  }

  @inline(__always)
  private mutating func readEntry(
    of key: RootKey, _ first: Int, _ second: Int, into draft: inout ManifestBuilder
  ) {
    switch key {
    case .users:
      composer.read(first, second, with: &users, into: &draft)
    case .groups:
      composer.read(first, second, with: &groups, into: &draft)
    default:
      composer.read(first, second, with: &leavers, into: &draft)
    }
  }

  /// Entries that are anchored, tagged, an alias, or not what they should be.
  private mutating func readWhole(_ key: RootKey, into draft: inout ManifestBuilder) -> Bool {
    guard let node = composer.compose() else { return false }
    let entries: [(Int, Int)]? = composer.withTree { tree in
      if tree.isNull(node) {
        emptySection = key
        return []
      }
      let values = ValueReader(tree: tree, list: list)
      if key == .leavers { return values.items(node, "leavers")?.map { ($0, $0) } }
      return values.isMapping(node, key.rawValue) ? tree.pairs(of: node).map { $0 } : nil
    }
    for (first, second) in entries ?? [] { readEntry(of: key, first, second, into: &draft) }
    return true
  }
}

/// What reads one entry from nodes.
protocol EntryReader {
  mutating func read(_ tree: Tree, key: Int, value: Int, into draft: inout ManifestBuilder)
}

extension UserReader: EntryReader {}
extension GroupReader: EntryReader {}

extension LeaverReader: EntryReader {
  mutating func read(_ tree: Tree, key: Int, value: Int, into draft: inout ManifestBuilder) {
    read(tree, value, into: &draft)
  }
}

extension Composer {
  @inline(__always)
  fileprivate func read(
    _ key: Int, _ value: Int, with reader: inout some EntryReader, into draft: inout ManifestBuilder
  ) {
    withTree { reader.read($0, key: key, value: value, into: &draft) }
  }
}
