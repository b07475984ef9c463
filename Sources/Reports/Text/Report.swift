/// What a command answers, for people and for programs.
package protocol Report {
  func text(style: Style) -> String

  /// One JSON object with a version, on lines of its own.
  func json() -> String
}
