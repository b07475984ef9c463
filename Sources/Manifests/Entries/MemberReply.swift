import MailModel

/// The autoresponder of a group's defaults, filled in for each member once all names are known.
///
/// Until then a mark in its canonical bytes tells it from an autoresponder of the member's own,
/// whose texts are taken as they are.
struct MemberReply {
  private static let mark: UInt8 = 0x80

  private let responder: Autoresponder
  private let subject: MemberText
  private let message: MemberText

  /// Takes what `defaults`, read from `node`, hold; braces that stand for themselves are resolved.
  ///
  /// - Returns: nil for a reply that is the same for every member, and for none.
  init?(_ node: Int, _ values: ValueReader, _ defaults: inout ImageBuilder) {
    let value = defaults.withBytes(of: .autoresponder) {
      FieldValue(of: .autoresponder, canonical: $0)
    }
    guard case .autoresponder(var responder) = value,
      let mapping = values.tree.value(of: "autoresponder", in: node),
      let subjectNode = values.tree.value(of: "subject", in: mapping),
      let messageNode = values.tree.value(of: "message", in: mapping)
    else { return nil }
    let subject = MemberText(
      responder.subject, "subject", at: values.tree.place(subjectNode), values.list)
    let message = MemberText(
      responder.message, "message", at: values.tree.place(messageNode), values.list)
    guard let subject, let message else { return nil }
    if subject.isLiteral, message.isLiteral {
      let none = UnsafeRawBufferPointer(start: nil, count: 0)
      responder.subject = subject.text(name: nil, account: none, group: none)
      responder.message = message.text(name: nil, account: none, group: none)
      defaults.set(.autoresponder, .autoresponder(responder))
      return nil
    }
    self.responder = responder
    self.subject = subject
    self.message = message
    var bytes = FieldValue.autoresponder(responder).canonicalBytes
    bytes[0] |= Self.mark
    bytes.withUnsafeBytes { defaults.set(.autoresponder, $0) }
  }

  /// Fills in the replies of all members that took one from their group.
  static func fillIn(_ draft: inout Draft) {
    let groups = draft.groups
    guard groups.contains(where: { $0.reply != nil }) else { return }
    let (names, list) = (draft.groupNames, draft.list)
    var builder = ImageBuilder()
    for row in 0..<draft.manifest.accounts.rows.count {
      let isChanged = draft.manifest.accounts.rows.withView { view in
        let image = view.image(row)
        guard let marked = image.bytes(of: .autoresponder), let flags = marked.first,
          flags & mark != 0, let group = image.bytes(of: .group),
          let reply = names.find(group).flatMap({ groups[$0].reply })
        else { return false }
        builder.removeAll()
        builder.complete(from: image)
        let place = list.place(PackedPlace(rawValue: view.note(row)))
        let filled = reply.filled(
          name: image.bytes(of: .name), account: view.key(row), group: group, at: place, list)
        builder.set(.autoresponder, .autoresponder(filled))
        return true
      }
      if isChanged {
        draft.manifest.accounts.rows.replaceImage(
          at: row, builder: builder, counted: builder.fields)
      }
    }
  }

  private func filled(
    name: UnsafeRawBufferPointer?, account: UnsafeRawBufferPointer, group: UnsafeRawBufferPointer,
    at place: Place, _ list: DiagnosticList
  ) -> Autoresponder {
    var result = responder
    if name?.isEmpty ?? true, let text = [subject, message].first(where: \.takesName) {
      let address = String(decoding: account, as: UTF8.self)
      list.add(.namelessMember(address, at: place, text: list.place(text.place)))
    }
    result.subject = subject.text(name: name, account: account, group: group)
    result.message = message.text(name: name, account: account, group: group)
    let limit = ValueReader.maximumLength
    if result.subject.utf8.count > limit {
      list.add(.textTooLong("the subject filled in", limit: limit, at: place))
    }
    if result.message.utf8.count > limit {
      list.add(.textTooLong("the message filled in", limit: limit, at: place))
    }
    return result
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
  fileprivate static func namelessMember(_ account: String, at place: Place, text: Place)
    -> Diagnostic
  {
    .error(
      "nameless-member", "\(account) has no `name` here for the `{name}` in its group's reply",
      at: place, notes: [Note("the text is here", at: text)],
      help: "give it a `name`, or write another text without `{name}`")
  }
}
