import MailModel

extension FieldReader {
  /// Reads a mapping of defaults into the builder, for a group or a roster that stands at `owner`.
  ///
  /// - Returns: False when the node is no mapping.
  @discardableResult
  mutating func readDefaults(
    _ node: Int, _ values: ValueReader, _ table: KeyTable<DefaultsKey>, owner: PackedPlace,
    _ draft: inout Draft
  ) -> Bool {
    begin(owner: owner)
    guard let pairs = values.pairs(of: node, table, "defaults") else { return false }
    for (key, keyNode, value) in pairs {
      if values.tree.isNull(value) {
        values.reportBare(value, key.rawValue, at: values.tree.place(keyNode))
        if let field = Field(key: key.rawValue) { setEmpty(field) }
        continue
      }
      switch key {
      case .admin: readFlag(.admin, "admin", value, values)
      case .enabled: readFlag(.enabled, "enabled", value, values)
      case .protect: readFlag(.protect, "protect", value, values)
      case .comment: readLine(.comment, "comment", value, values)
      case .quota: readQuota(value, values)
      case .assistant: readAssistant(values.tree.place(keyNode), value, values, &draft)
      case .forward: readForward(values.tree.place(keyNode), value, values, &draft)
      case .autoresponder:
        readAutoresponder(values.tree.place(keyNode), value, values, &draft)
      }
    }
    return true
  }
}
