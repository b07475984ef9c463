import MailModel

// What to write where something of another kind stands.

extension ValueReader {
  /// What was most likely meant with a value of the wrong kind.
  func help(of what: String, _ node: Int, _ wanted: String) -> String? {
    shape(of: what, node) ?? slip(node, what, wanted) ?? example(of: what, node, wanted)
  }

  /// How a field that is a mapping is written, with the value that stands there instead.
  private func shape(of what: String, _ node: Int) -> String? {
    switch (what, tree.kind(node)) {
    case ("forward", .scalar), ("assistant", .scalar):
      return "write `\(what): { to: [\(items(tree.text(node)))] }`"
    case ("forward", .sequence), ("assistant", .sequence):
      let items = tree.children(of: node)
      guard items.allSatisfy({ tree.kind($0) == .scalar }) else { return nil }
      let list = items.map { self.items(tree.text($0)) }.joined(separator: ", ")
      return "write `\(what): { to: [\(shown(list))] }`"
    case ("autoresponder", .scalar):
      return "write `autoresponder: { subject: …, message: … }`"
    case ("domains", .scalar), ("domains", .sequence), ("users", .sequence), ("groups", .sequence):
      return names(node).map { names in
        "write `\(what): { \(names.map { "\($0): {}" }.joined(separator: ", ")) }`"
      }
    case ("no-external", .scalar):
      return names(node).map { "write `{ group: \($0[0]) }`, or `{ account: \($0[0]) }`" }
    default: return nil
    }
  }

  /// A text, or a list of them, that can only be names.
  private func names(_ node: Int) -> [String]? {
    let nodes = tree.kind(node) == .sequence ? tree.children(of: node) : [node]
    let areNames = nodes.allSatisfy { node in
      tree.kind(node) == .scalar && (1...64).contains(tree.text(node).count)
        && tree.text(node).first?.isASCIILetterOrDigit == true
        && tree.text(node).allSatisfy { $0.isASCIILetterOrDigit || "._-@".utf8.contains($0) }
    }
    return areNames && (1...10).contains(nodes.count) ? nodes.map(tree.string) : nil
  }

  /// A text as the items of a list in brackets, apart where blanks or commas part them, and in quotes
  /// where YAML would take one for something else.
  private func items(_ text: UnsafeRawBufferPointer) -> String {
    let items = text.split { " ,;\n\t".utf8.contains($0) }.map { item in
      let isPlain =
        item.first?.isASCIILetterOrDigit == true
        && item.allSatisfy { $0.isASCIILetterOrDigit || "._-@+/".utf8.contains($0) }
      let text = String(decoding: item, as: UTF8.self)
      return isPlain ? text : "\"\(text)\""
    }
    return shown(items.joined(separator: ", "))
  }

  /// False of a text that no brackets make into what a key takes.
  private func isList(_ text: String, of what: String) -> Bool {
    what != Field.services.key
      || text.split { " ,;".contains($0) }.allSatisfy { ServiceSet.allWords.contains(String($0)) }
  }

  /// A slip of the pen that shows in the value itself.
  private func slip(_ node: Int, _ what: String, _ wanted: String) -> String? {
    switch (wanted, tree.kind(node)) {
    case ("a mapping", .sequence):
      return tree.children(of: node).contains { tree.kind($0) == .mapping }
        ? "write `key: value` on lines without `-`" : nil
    case ("a name", .sequence): return "write one name, without brackets"
    case ("a list", .scalar)
    where tree.isPlain(node) && tree.text(node).first == UInt8(ascii: "-"):
      return "put a blank after `-`"
    case ("a list", .scalar):
      if tree.isNull(node) || tree.text(node).isEmpty { return nil }
      return isList(tree.string(node), of: what)
        ? "put it in brackets: [\(items(tree.text(node)))]" : nil
    case ("a mapping", .scalar):
      return tree.text(node).contains(UInt8(ascii: ":")) ? "put a space behind the `:`" : nil
    case ("true or false", .scalar):
      let text = tree.text(node)
      if !tree.isPlain(node), text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) {
        return "remove the quotes"
      }
      return text.starts(with: "\u{201C}".utf8) ? "remove the quotes" : nil
    default: return nil
    }
  }

  /// The right form by an example.
  private func example(of what: String, _ node: Int, _ wanted: String) -> String? {
    switch (wanted, tree.kind(node)) {
    case ("a list", .mapping):
      return Self.entries[what].map { "write a line for each, as in `\($0)`" }
        ?? Self.lists[what].map { "write it in brackets, as in `\($0)`" }
        ?? "write it in brackets, as in `\(what): […]`"
    case ("a list", .scalar):
      return Self.lists[what].map { "write it in brackets, as in `\($0)`" }
    case ("a mapping", .sequence):
      return Self.mappings[what].map { "write it as in `\($0)`" }
        ?? "write `key: value` on lines without `-`"
    case ("a mapping", .scalar):
      return Self.mappings[what].map { "write it as in `\($0)`" }
    default: return nil
    }
  }

  /// Lists whose entries have keys.
  private static let entries = [
    "leavers": "- { account: jsmith, reason: left in July }",
    "rosters": "- { csv: pupils.csv, account: \"{username}\" }",
    "join": "- { csv: classes.csv, as: classes, match: { id: classId } }",
    "approvals":
      "- { guard: removal-limit, count: 12, until: 2026-09-30, by: head, reason: term ends }",
  ]

  private static let lists = [
    "aliases": "aliases: [office, info]",
    "services": "services: [imap, pop3]",
  ]

  private static let mappings = [
    "domains": "domains: { school.example: {} }",
    "users": "users: { head: { name: Dr A. Patel } }",
    "groups": "groups: { staff: {} }",
    "policy": "policy: { mode: additive }",
    "lockout": "lockout: { failures: 10, within: 10m, for: 15m }",
    "defaults": "defaults: { quota: 5G }",
    "scope": "scope: { groups: [year-7] }",
    "assert": "assert: { no-external: { group: year-7 } }",
    "reaches": "reaches: { head: at-least 1 mailbox }",
    "no-external": "no-external: { group: year-7 }",
    "where": "where: { status: active }",
    "match": "match: { id: userId }",
  ]
}
