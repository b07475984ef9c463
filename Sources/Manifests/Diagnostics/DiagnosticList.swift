import MailModel

/// Collects what is wrong in all files of one reading.
///
/// After 10,000 mistakes it only counts, so a file that is wrong throughout needs no more memory
/// than a right one.
final class DiagnosticList {
  static let maximumCount = 10_000

  private(set) var diagnostics: [Diagnostic] = []
  private(set) var hasErrors = false
  /// Paths by file index.
  private(set) var paths: [String] = []
  /// Files of which no line is shown, by index.
  private(set) var hidden: Set<Int> = []
  private var dropped = 0

  init() {}

  /// Keeps every line of a file to itself.
  func hide(_ file: Int) { hidden.insert(file) }

  /// Says one thing in place of all that was said since there were `count`.
  func replace(since count: Int, with diagnostic: Diagnostic) {
    diagnostics.removeSubrange(min(count, diagnostics.count)...)
    add(diagnostic)
  }

  func addFile(_ path: String) { paths.append(path) }

  /// Makes the diagnostic only when it is kept: hints cost more than reading does.
  func add(_ make: @autoclosure () -> Diagnostic) {
    if hasErrors, diagnostics.count >= Self.maximumCount {
      dropped += 1
      return
    }
    let diagnostic = make()
    if diagnostic.severity == .error { hasErrors = true }
    guard diagnostics.count < Self.maximumCount else {
      dropped += 1
      return
    }
    diagnostics.append(diagnostic)
  }

  func place(_ packed: PackedPlace) -> Place {
    let path = packed.file < paths.count ? paths[packed.file] : ""
    return Place(file: path, line: packed.line, column: packed.column)
  }

  /// Sorted by place, what has none last; what aliases repeat at one place is told once.
  func sorted() -> [Diagnostic] {
    var result = diagnostics.enumerated().sorted { left, right in
      switch (left.element.place, right.element.place) {
      case (let first?, let second?) where first != second: first < second
      case (nil, .some): false
      case (.some, nil): true
      default: left.offset < right.offset
      }
    }.map(\.element)
    var last: Diagnostic?
    result.removeAll { diagnostic in
      defer { last = diagnostic }
      return diagnostic.place != nil && diagnostic == last
    }
    if dropped > 0 { result.append(.tooManyMistakes(dropped, hasErrors: hasErrors)) }
    return result
  }
}

extension Diagnostic {
  fileprivate static func tooManyMistakes(_ count: Int, hasErrors: Bool) -> Diagnostic {
    Diagnostic(
      hasErrors ? .error : .warning, "too-many-mistakes",
      "\(count) more mistakes are not shown", at: nil)
  }
}
