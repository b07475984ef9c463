import MailModel
import Planning

/// Changes line by line: a sign and a name, then one aligned line for each field.
///
/// Works on documents, so that a plan and a run of the history read alike and no secret gets here.
struct ChangeText {
  let style: Style

  /// What the signs mean, as far as they occur; nil without changes.
  static func legend(of changes: [ChangeDocument]) -> String? {
    let used = Change.Action.allCases.filter { action in
      changes.contains { $0.action == action.rawValue }
    }
    if used.isEmpty { return nil }
    return "signs: "
      + used.map { "\(Wording.sign(of: $0.rawValue)) \($0.rawValue)" }.joined(separator: ", ")
  }

  func lines(of changes: [ChangeDocument]) -> [String] {
    changes.flatMap { lines(of: style.domains.spelled($0)) }
  }

  private func lines(of change: ChangeDocument) -> [String] {
    let rows = fieldRows(of: change)
    let width = rows.reduce(0) { max($0, $1.label.displayWidth) } + 1
    return [header(of: change)]
      + rows.flatMap { $0.lines(indent: 6, labelWidth: width, style: style) }
  }

  private func header(of change: ChangeDocument) -> String {
    let sign = Wording.sign(of: change.action)
    let title = (change.kind == "group" ? "group " : "") + change.name.shown
    var line = style.paint((sign.count == 1 ? " " : "") + sign + " " + title, paint(change.action))
    if let former = change.formerName {
      let members = change.members.map { ", \(Wording.following($0))" } ?? ""
      line += "  (was \(former.shown)\(members))"
    }
    if change.action == "remove" {
      let parts = removalParts(of: change)
      if !parts.isEmpty { line += "  " + parts.joined(separator: "; ") }
    }
    if let item = change.restores {
      line += "  " + Wording.comesBack(item.shown, with: change.mailbox)
    }
    if change.ownership == "dropped", change.action != "remove" { line += "  " + Wording.released }
    if style.isVerbose, let source = change.source {
      line += style.paint("  \(source.file.shown):\(source.line):\(source.column)", .faint)
    }
    return line
  }

  private func removalParts(of change: ChangeDocument) -> [String] {
    var parts: [String] = []
    if let mailbox = change.mailbox { parts.append(Wording.mailbox(mailbox)) }
    if change.purge == true { parts.append("purge") }
    if let reason = change.reason { parts.append(reason.quoted) }
    if change.leaver == nil, change.reason == nil { parts.append(Wording.unlisted) }
    return parts
  }

  private func fieldRows(of change: ChangeDocument) -> [FieldRow] {
    // A group's removal tells what it had for whoever wants it back.
    let fields = change.action == "remove" && change.kind == "group" ? [] : change.fields ?? []
    // What an adoption leaves as it is would drown what it changes.
    let kept = change.action == "adopt" ? fields.filter { $0.equal == true } : []
    var rows = fields.filter { change.action != "adopt" || $0.equal != true }.flatMap {
      FieldText(style: style).rows(
        of: $0, namesOwnership: change.action == "edit" || change.action == "rename")
    }
    if !kept.isEmpty {
      rows.append(FieldRow("as it is", kept.map(\.field.shown).joined(separator: ", ")))
    }
    if let password = change.initialPassword {
      rows.append(FieldRow("initial-password", password.shown))
    }
    if let mail = change.mail { rows.append(FieldRow("mail", mail.shown)) }
    return rows
  }

  private func paint(_ action: String) -> Style.Paint {
    switch Change.Action(rawValue: action) {
    case .add?: .good
    case .edit?: .changed
    case .rename?, .adopt?: .moved
    case .remove?, nil: .removed
    }
  }
}
