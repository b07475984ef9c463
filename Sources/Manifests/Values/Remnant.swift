import MailModel

/// What a comma in braces may have cut off from a text: it stands where a key should, and has no `:`.
struct Remnant {
  /// Where its value is missing, which is the place of what follows; nil where there is a value.
  private let end: PackedPlace?
  /// True where the text before it is a secret.
  let isSecret: Bool

  init(end: PackedPlace?, isSecret: Bool) {
    self.end = end
    self.isSecret = isSecret
  }

  /// Is nil for the first key of a mapping, and for one without braces.
  init?(_ key: Int, in mapping: Int, _ tree: Tree) {
    guard tree.isFlow(mapping), key > mapping + 1 else { return nil }
    var isBehindSecret = false
    for pair in tree.pairs(of: mapping) {
      let end = Self.end(of: pair.value, tree)
      if pair.key == key {
        self.init(end: end, isSecret: isBehindSecret)
        return
      }
      isBehindSecret = Remnant(end: end, isSecret: isBehindSecret).leadsToSecret(pair.key, tree)
    }
    return nil
  }

  private static func end(of value: Int, _ tree: Tree) -> PackedPlace? {
    tree.kind(value) == .scalar && tree.isPlain(value) && tree.text(value).isEmpty
      ? tree.place(value) : nil
  }

  /// True where only the next comma or brace follows, maybe behind a blank.
  func isMeant(by key: Int, _ tree: Tree) -> Bool {
    guard let end, tree.kind(key) == .scalar, tree.isPlain(key) else { return false }
    let place = tree.place(key)
    return end.line == place.line
      && end.column - place.column - tree.string(key).unicodeScalars.count < 2
  }

  /// True where what follows the key may be a part of a secret.
  func leadsToSecret(_ key: Int, _ tree: Tree) -> Bool {
    (tree.kind(key) == .scalar && SecretKey.isNear(tree.text(key)))
      || (isSecret && isMeant(by: key, tree))
  }
}
