import MailModel
import Planning

/// A field's whole value in one line.
struct ValueText {
  let style: Style

  /// True for text that people write as they like, which is shown in quotes.
  static func isFree(_ field: String) -> Bool {
    Field(key: field)?.kind == .line
  }

  func text(_ value: ValueDocument, of field: String) -> String {
    switch value {
    case .null: Wording.none
    case .text(let text): Self.isFree(field) ? text.quoted : text.shown
    case .flag(let flag): "\(flag)"
    case .list(let list): list.isEmpty ? Wording.none : Self.joined(list)
    case .forward(let forward): text(forward)
    case .assistant(let assistant):
      Self.joined(assistant.to) + (assistant.only ? "; no own copy" : "")
    case .autoresponder(let responder): text(responder)
    }
  }

  private func text(_ forward: ForwardDocument) -> String {
    Self.joined(forward.to) + (forward.keep ? "" : "; no own copy")
      + (forward.enabled ? "" : "; switched off")
  }

  private func text(_ responder: AutoresponderDocument) -> String {
    var parts = [responder.subject.quoted]
    if let from = responder.from { parts.append("from \(from.shown)") }
    if let until = responder.until { parts.append("until \(until.shown)") }
    parts.append("every \(responder.every.shown)")
    if !responder.keep { parts.append("original discarded") }
    parts.append(MessageText(style: style).text(responder.message))
    return parts.joined(separator: ", ")
  }

  private static func joined(_ list: [String]) -> String {
    list.map(\.shown).joined(separator: ", ")
  }
}
