/// One line of a change: what it is about, its value before where there was one, and now.
struct FieldRow {
  var label: String
  var before: String?
  var after: String
  /// What else is to be said, in brackets.
  var note: String?

  init(_ label: String, before: String? = nil, _ after: String, note: String? = nil) {
    self.label = label
    self.before = before
    self.after = after
    self.note = note
  }

  /// `quota: 1G -> 10G`; the new value goes on a second line when the first would be too wide.
  func lines(indent: Int, labelWidth: Int, style: Style) -> [String] {
    let start = String(repeating: " ", count: indent) + (label + ":").padded(to: labelWidth) + " "
    let end = after + (note.map { style.paint(" (\($0))", .faint) } ?? "")
    guard let before else { return [start + end] }
    let width =
      start.displayWidth + before.displayWidth + 4 + after.displayWidth
      + (note.map { $0.displayWidth + 3 } ?? 0)
    guard let limit = style.width, width > limit else { return ["\(start)\(before) -> \(end)"] }
    let gap = String(repeating: " ", count: max(0, start.displayWidth - 3))
    return [start + before, "\(gap)-> \(end)"]
  }
}
