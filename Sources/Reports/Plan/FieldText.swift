import MailModel
import Planning

/// A changed field as rows: one, or one for each part of a composite value that differs.
struct FieldText {
  let style: Style

  func rows(of field: FieldDocument, namesOwnership: Bool) -> [FieldRow] {
    let key = field.field.shown
    let note = namesOwnership ? Self.note(of: field.ownership) : nil
    guard field.equal != true, let before = field.before else {
      return [FieldRow(key, text(field.after, of: field.field), note: note)]
    }
    var rows = rows(key, from: before, to: field.after, of: field.field)
    if !rows.isEmpty { rows[rows.count - 1].note = note ?? rows[rows.count - 1].note }
    return rows
  }

  private static func note(of ownership: String?) -> String? {
    switch ownership {
    case "taken": "managed from now on"
    case "dropped": "no longer managed"
    default: nil
    }
  }

  private func rows(
    _ key: String, from before: ValueDocument, to after: ValueDocument, of field: String
  ) -> [FieldRow] {
    switch (before, after) {
    case (.list(let old), .list(let new)):
      return [FieldRow(key, Self.difference(old, new))]
    case (.forward(let old), .forward(let new)):
      return [
        FieldRow.list("\(key).to", old.to, new.to),
        FieldRow.flag("\(key).keep", old.keep, new.keep),
        FieldRow.flag("\(key).enabled", old.enabled, new.enabled),
      ].compactMap(\.self)
    case (.assistant(let old), .assistant(let new)):
      return [
        FieldRow.list("\(key).to", old.to, new.to),
        FieldRow.flag("\(key).only", old.only, new.only),
      ].compactMap(\.self)
    case (.autoresponder(let old), .autoresponder(let new)):
      return [
        FieldRow.text("\(key).subject", old.subject, new.subject),
        FieldRow.plain("\(key).from", old.from, new.from),
        FieldRow.plain("\(key).until", old.until, new.until),
        FieldRow.plain("\(key).every", old.every, new.every),
        FieldRow.flag("\(key).keep", old.keep, new.keep),
        MessageText(style: style).row("\(key).message", old.message, new.message),
      ].compactMap(\.self)
    case (.text(let old), .text(let new)):
      if Field(key: field) == .password { return [FieldRow(key, "\(new.shown) (changed)")] }
      if ValueText.isFree(field) { return [FieldRow.text(key, old, new)].compactMap(\.self) }
      return [FieldRow(key, before: old.shown, new.shown)]
    default:
      return [FieldRow(key, before: text(before, of: field), text(after, of: field))]
    }
  }

  private func text(_ value: ValueDocument, of field: String) -> String {
    ValueText(style: style).text(value, of: field)
  }

  /// `+ new@school.example, - old@school.example`.
  fileprivate static func difference(_ old: [String], _ new: [String]) -> String {
    let before = Set(old)
    let after = Set(new)
    let parts =
      new.filter { !before.contains($0) }.map { "+ \($0.shown)" }
      + old.filter { !after.contains($0) }.map { "- \($0.shown)" }
    return parts.joined(separator: ", ")
  }
}

extension FieldRow {
  /// nil where both are the same.
  fileprivate static func list(_ label: String, _ old: [String], _ new: [String]) -> FieldRow? {
    old == new ? nil : FieldRow(label, FieldText.difference(old, new))
  }

  fileprivate static func flag(_ label: String, _ old: Bool, _ new: Bool) -> FieldRow? {
    old == new ? nil : FieldRow(label, before: "\(old)", "\(new)")
  }

  fileprivate static func plain(_ label: String, _ old: String?, _ new: String?) -> FieldRow? {
    old == new
      ? nil : FieldRow(label, before: old?.shown ?? Wording.none, new?.shown ?? Wording.none)
  }

  /// Free text in quotes; two spellings that look the same are spelled out.
  static func text(_ label: String, _ old: String, _ new: String) -> FieldRow? {
    if old.sameBytes(as: new) { return nil }
    return old == new
      ? FieldRow(label, before: old.quotedASCII, new.quotedASCII)
      : FieldRow(label, before: old.quoted, new.quoted)
  }
}
