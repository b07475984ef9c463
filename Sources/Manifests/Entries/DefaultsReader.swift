import MailModel

extension FieldReader {
  /// Reads a mapping of defaults into the builder, for a group or a roster that stands at `owner`.
  ///
  /// - Returns: False when the node is no mapping.
  @discardableResult
  mutating func readDefaults(
    _ node: Int, _ values: ValueReader, _ table: KeyTable<DefaultsKey>, owner: PackedPlace,
    ofRoster: Bool = false, _ draft: inout ManifestBuilder
  ) -> Bool {
    begin(owner: owner)
    mail = nil
    guard let pairs = values.pairs(of: node, table, "defaults") else { return false }
    for (key, keyNode, value) in pairs {
      if values.tree.isNull(value) {
        values.reportBare(value, key.rawValue, at: values.tree.place(keyNode))
        if case .field(let field) = key { setEmpty(field) }
        continue
      }
      switch key {
      case .field(let field):
        read(field, at: values.tree.place(keyNode), value, values, ofRoster: ofRoster, &draft)
      case .mail: mail = values.mailChoice(value)
      }
    }
    checkTargets(node, values)
    return true
  }

  /// One address serves all accounts: a brace in it would go out as it stands.
  private func checkTargets(_ node: Int, _ values: ValueReader) {
    let tree = values.tree
    guard let forward = tree.value(of: "forward", in: node),
      let targets = tree.value(of: "to", in: forward), tree.kind(targets) == .sequence
    else { return }
    for target in tree.children(of: targets) where tree.kind(target) == .scalar {
      let text = tree.text(target)
      if text.contains(UInt8(ascii: "@")), text.contains(UInt8(ascii: "{")) {
        values.list.add(.placeholderInAddress(at: values.place(target)))
      }
    }
  }
}

extension Tree {
  /// The value behind a key of a mapping; nil without it.
  func value(of key: StaticString, in mapping: Int) -> Int? {
    guard kind(mapping) == .mapping else { return nil }
    return pairs(of: mapping).first { entry in
      kind(entry.key) == .scalar
        && text(entry.key).elementsEqual(
          UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }?.value
  }
}

extension Diagnostic {
  fileprivate static func placeholderInAddress(at place: Place) -> Diagnostic {
    .error(
      "placeholder-in-address",
      "a target is one address for all members, and no placeholder is filled in",
      at: place, help: "forward at each user, or to one address for all")
  }
}
