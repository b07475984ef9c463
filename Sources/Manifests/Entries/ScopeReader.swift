import MailModel

/// Reads a file's `scope`.
struct ScopeReader {
  private let table = KeyTable<ScopeKey>()

  init() {}

  /// - Returns: nil, and reported, when no group could be read.
  func read(_ tree: Tree, _ node: Int, list: DiagnosticList) -> Scope? {
    let values = ValueReader(tree: tree, list: list)
    guard let pairs = values.pairs(of: node, table, "scope") else { return nil }
    var scope = Scope(place: tree.place(node))
    guard let groups = pairs.first?.value, !values.isEmpty(groups) else {
      // A misspelt key is told already.
      if !pairs.isEmpty || tree.pairs(of: node).isEmpty {
        list.add(.emptyScope(at: values.place(node)))
      }
      return nil
    }
    var name: [UInt8] = []
    for item in values.items(groups, "groups") ?? [] {
      guard let text = values.name(item, "a group name") else { continue }
      if Names.group(text, into: &name) {
        scope.groups.append((String(decoding: name, as: UTF8.self), tree.place(item)))
      } else {
        list.add(.invalidName(text, "a group name", at: values.place(item)))
      }
    }
    return scope.groups.isEmpty ? nil : scope
  }
}

extension Diagnostic {
  fileprivate static func emptyScope(at place: Place) -> Diagnostic {
    .error(
      "empty-scope", "the scope has no groups, so the file could say nothing", at: place,
      help: "name them, as in `scope: { groups: [year-7] }`, or remove it")
  }
}
