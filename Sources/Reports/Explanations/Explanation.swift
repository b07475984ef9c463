/// What one code means, why rollbook insists on it, and what to type instead.
package struct Explanation: Sendable, Hashable {
  /// The code of a diagnostic, the name of a guard, or that of a planner's notice.
  package let code: String
  /// One line for the list of all, worded as a message is.
  package let summary: String
  /// Two or three sentences, in one paragraph.
  package let text: String
  /// Lines to type, where they say more than words.
  package let example: String?

  init(_ code: String, _ summary: String, _ text: String, example: String? = nil) {
    self.code = code
    self.summary = summary
    self.text = text
    self.example = example
  }
}

/// Explanations that belong together, under their heading.
package struct ExplanationChapter: Sendable {
  package let title: String
  package let pages: [Explanation]

  init(_ title: String, _ pages: [Explanation]) {
    self.title = title
    self.pages = pages
  }
}
