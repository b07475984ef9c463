import MailModel

/// Takes a policy's text over into another document.
enum PolicyCopy {
  /// Writes `policy` as `text` has it, and `passwords: kept` where that is asked for.
  ///
  /// Text that is no mapping counts as none.
  static func write(_ text: String?, keepsPasswords: Bool, to map: YAMLDocument) {
    var bytes = Array((text ?? "").utf8)
    if bytes.isEmpty { bytes = Array("{}".utf8) }
    bytes.withUnsafeBytes { bytes in
      var composer = Composer(bytes, file: 0, list: DiagnosticList())
      guard composer.advance(), composer.advance(), composer.advance(),
        let root = composer.compose()
      else { return write([], nil, keepsPasswords, to: map) }
      composer.withTree { tree in
        let isMapping = tree.kind(root) == .mapping
        write(isMapping ? tree.pairs(of: root) : [], tree, keepsPasswords, to: map)
      }
    }
  }

  private static func write(
    _ pairs: [(key: Int, value: Int)], _ tree: Tree?, _ keepsPasswords: Bool,
    to map: YAMLDocument
  ) {
    let key = PolicyKey.passwords.rawValue
    let isMissing = !pairs.contains { tree?.string($0.key).sameBytes(as: key) == true }
    guard !pairs.isEmpty || keepsPasswords else { return }
    map.mapping("policy") { map in
      for (key, value) in pairs {
        guard let tree else { continue }
        write(key, tree, to: map)
        write(value, tree, to: map)
      }
      if keepsPasswords, isMissing { map.entry(key, .plain("kept")) }
    }
  }

  private static func write(_ node: Int, _ tree: Tree, to map: YAMLDocument) {
    switch tree.kind(node) {
    case .scalar:
      map.scalar(tree.isPlain(node) ? .plain(tree.string(node)) : .text(tree.string(node)))
    case .sequence:
      map.sequence { map in
        for child in tree.children(of: node) { write(child, tree, to: map) }
      }
    case .mapping:
      map.mapping { map in
        for (key, value) in tree.pairs(of: node) {
          write(key, tree, to: map)
          write(value, tree, to: map)
        }
      }
    case .broken: map.scalar(.plain("null"))
    }
  }
}
