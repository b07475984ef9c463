import MailModel

/// An autoresponder whose texts name the account it belongs to, filled in once all names are known.
///
/// Until then a mark in its canonical bytes tells it from one whose texts are taken as they are.
enum MemberReply {
  private static let mark: UInt8 = 0x80

  /// What the places of both texts are found by among the draft's mentions.
  enum TextNumber {
    static let subject: UInt64 = 1
    static let message: UInt64 = 2
  }

  /// Reads the braces of an entry's own texts: those that stand for themselves are resolved.
  ///
  /// - Returns: nil, and reported, for a text with a mistake in its braces.
  static func bytes(
    of responder: Autoresponder, subjectAt subjectPlace: Place, messageAt messagePlace: Place,
    _ draft: inout ManifestBuilder
  ) -> [UInt8]? {
    let subject = text(responder.subject, "subject", at: subjectPlace, draft.list)
    let message = text(responder.message, "message", at: messagePlace, draft.list)
    guard let subject, let message else { return nil }
    guard subject.isLiteral, message.isLiteral else { return marked(responder, &draft) }
    var responder = responder
    responder.subject = subject.text { _ in nil }
    responder.message = message.text { _ in nil }
    return FieldValue.autoresponder(responder).canonicalBytes
  }

  /// The bytes of one that is to be filled in; its braces are as they were written.
  static func marked(_ responder: Autoresponder, _ draft: inout ManifestBuilder) -> [UInt8] {
    draft.hasMemberReplies = true
    var bytes = FieldValue.autoresponder(responder).canonicalBytes
    bytes[0] |= mark
    return bytes
  }

  private static func text(
    _ text: String, _ what: String, at place: Place, _ list: DiagnosticList
  ) -> MemberText? {
    do throws(MemberText.Mistake) { return try MemberText(text) } catch {
      list.add(.brokenMemberText(error, what, at: place))
      return nil
    }
  }

  /// Fills in all that are marked, for the account that has them in the end.
  static func fillIn(_ draft: inout ManifestBuilder) {
    guard draft.hasMemberReplies else { return }
    let (places, known) = (MentionPlaces(draft.mentions), draft)
    var builder = ImageBuilder()
    for row in 0..<draft.manifest.accounts.rows.count {
      let isChanged = draft.manifest.accounts.rows.withView { view in
        let image = view.image(row)
        guard let bytes = image.bytes(of: .autoresponder), let flags = bytes.first,
          flags & mark != 0
        else { return false }
        builder.removeAll()
        builder.complete(from: image)
        let member = Member(row: row, rows: view, draft: known, places: places)
        builder.set(.autoresponder, .autoresponder(member.filled(unmarked(bytes))))
        return true
      }
      if isChanged {
        draft.manifest.accounts.rows.replaceImage(
          at: row, builder: builder, counted: builder.fields)
      }
    }
  }

  private static func unmarked(_ bytes: UnsafeRawBufferPointer) -> Autoresponder {
    var bytes = Array(bytes)
    bytes[0] &= ~mark
    let value = bytes.withUnsafeBytes { FieldValue(of: .autoresponder, canonical: $0) }
    guard case .autoresponder(let responder) = value else {
      preconditionFailure("an autoresponder's bytes hold another value")
    }
    return responder
  }
}

/// The account that a reply is filled in for.
private struct Member {
  let row: Int
  let rows: AccountRows.View
  let draft: ManifestBuilder
  let places: MentionPlaces

  func filled(_ responder: Autoresponder) -> Autoresponder {
    // Both were read before, without a mistake.
    guard let subject = try? MemberText(responder.subject),
      let message = try? MemberText(responder.message)
    else { return responder }
    for placeholder in [MemberText.Placeholder.name, .group] where value(placeholder) == nil {
      if subject.takes(placeholder) {
        reportMissing(placeholder, textPlace(MemberReply.TextNumber.subject))
      } else if message.takes(placeholder) {
        reportMissing(placeholder, textPlace(MemberReply.TextNumber.message))
      }
    }
    var result = responder
    result.subject = subject.text(value)
    result.message = message.text(value)
    let limit = ValueReader.maximumLength
    for (text, what) in [(result.subject, "subject"), (result.message, "message")]
    where text.utf8.count > limit {
      draft.list.add(.textTooLong("the \(what) filled in", limit: limit, at: place))
    }
    return result
  }

  /// Nil for what the account does not have.
  private func value(_ placeholder: MemberText.Placeholder) -> UnsafeRawBufferPointer? {
    let field: Field
    switch placeholder {
    case .account: return rows.key(row)
    case .name: field = .name
    case .group: field = .group
    }
    guard let bytes = rows.image(row).bytes(of: field), !bytes.isEmpty else { return nil }
    return bytes
  }

  private func reportMissing(_ placeholder: MemberText.Placeholder, _ text: Place?) {
    draft.list.add(
      .namelessMember(rows.address(row).text, placeholder.rawValue, at: place, text: text))
  }

  private var place: Place { draft.list.place(PackedPlace(rawValue: rows.note(row))) }

  private func textPlace(_ number: UInt64) -> Place? {
    places.place(draft.owners(ofRow: row, in: rows), .autoresponder, number).map {
      draft.list.place(PackedPlace(rawValue: $0))
    }
  }
}

extension Diagnostic {
  fileprivate static func namelessMember(
    _ account: String, _ key: String, at place: Place, text: Place?
  ) -> Diagnostic {
    .error(
      "nameless-member", "\(account) has no `\(key)` here for the `{\(key)}` in its reply",
      at: place, notes: text.map { [Note("the text is here", at: $0)] } ?? [],
      help: "give it a `\(key)`, or write another text without `{\(key)}`")
  }
}
