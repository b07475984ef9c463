import MailModel

/// The texts of a roster's `defaults`, which columns of each row may stand in.
struct RosterTexts {
  struct Reply {
    /// Its own texts stand for nothing.
    var responder: Autoresponder
    var subject: RosterTemplate
    var message: RosterTemplate

    /// True when the account is named by what it has in the end.
    var namesMembers: Bool { subject.namesMembers || message.namesMembers }
  }

  var comment: RosterTemplate?
  var reply: Reply?

  init() {}

  /// Takes the texts of `defaults`, which were read from `node`.
  init(_ defaults: ImageBuilder, _ node: Int, _ values: ValueReader) {
    if defaults.filled.contains(Field.comment) {
      comment = Self.template(.comment, "comment", node, values)
    }
    let value = defaults.withBytes(of: .autoresponder) {
      FieldValue(of: .autoresponder, canonical: $0)
    }
    guard defaults.filled.contains(Field.autoresponder), case .autoresponder(let responder) = value,
      let mapping = values.tree.value(of: "autoresponder", in: node)
    else { return }
    let subject = Self.template(.autoresponder, "subject", mapping, values)
    let message = Self.template(.autoresponder, "message", mapping, values)
    guard let subject, let message else { return }
    reply = Reply(responder: responder, subject: subject, message: message)
  }

  private static func template(
    _ field: Field, _ key: StaticString, _ mapping: Int, _ values: ValueReader
  ) -> RosterTemplate? {
    guard let node = values.tree.value(of: key, in: mapping), values.tree.kind(node) == .scalar
    else { return nil }
    return .read(
      values.tree.text(node), "\(key)", node, values, mayNameMembers: field == .autoresponder)
  }

  var templates: [RosterTemplate] {
    [comment, reply?.subject, reply?.message].compactMap(\.self)
  }
}

extension RosterTemplate {
  /// Nil, and reported, for a text that can't be filled in.
  static func read(
    _ text: UnsafeRawBufferPointer, _ key: String, _ node: Int, _ values: ValueReader,
    mayNameMembers: Bool = false
  ) -> RosterTemplate? {
    let template = RosterTemplate(
      text, at: values.tree.place(node), mayNameMembers: mayNameMembers
    ) { mistake in
      values.list.add(.brokenTemplate(mistake, key, at: values.place(node)))
    }
    guard let template else { return nil }
    if let column = template.columns.first(where: JoinedColumn.holdsSecrets) {
      values.list.add(.secretColumn(column, at: values.place(node)))
      return nil
    }
    return template
  }
}
