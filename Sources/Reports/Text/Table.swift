/// Rows of cells in aligned columns, by the width that a terminal gives them.
struct Table {
  struct Column {
    var title: String
    var isRight = false

    static func left(_ title: String) -> Column { Column(title: title) }
    static func right(_ title: String) -> Column { Column(title: title, isRight: true) }
  }

  let columns: [Column]
  var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// The header and one line for each row; the last column is cut to the style's width.
  func lines(_ style: Style) -> [String] {
    let widths = columns.indices.map { index in
      rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].displayWidth) }
    }
    let header = line(columns.map(\.title), widths, style)
    return [style.paint(header, .faint)] + rows.map { line($0, widths, style) }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: Style) -> String {
    var result = ""
    var used = 0
    for (index, cell) in cells.enumerated() {
      let isLast = index == cells.count - 1
      var cell = cell
      if isLast, !columns[index].isRight {
        if let width = style.width { cell = cell.cut(to: max(8, width - used)) }
      } else if columns[index].isRight {
        cell = String(repeating: " ", count: widths[index] - cell.displayWidth) + cell
      } else {
        cell = cell.padded(to: widths[index])
      }
      result += cell + (isLast ? "" : "  ")
      used += widths[index] + 2
    }
    while result.hasSuffix(" ") { result.removeLast() }
    return result
  }
}
