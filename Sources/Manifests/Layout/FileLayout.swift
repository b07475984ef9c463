import MailModel

/// A manifest file as it is, and as the canonical layout has it.
package struct FileLayout {
  /// As the user would type it from the working folder.
  package let path: String
  package let before: [UInt8]
  /// Equal to `before` when nothing is to be changed, and when there are diagnostics.
  package let after: [UInt8]
  /// Why the file is left as it is.
  package let diagnostics: [Diagnostic]

  package var isChanged: Bool { before != after }

  init(path: String, before: [UInt8], after: [UInt8]) {
    self.path = path
    self.before = before
    self.after = after
    diagnostics = []
  }

  /// A file that is left as it is.
  init(path: String, before: [UInt8], refused list: DiagnosticList) {
    self.path = path
    self.before = before
    after = before
    diagnostics = Excerpts.added(
      to: list.sorted(), paths: [path], files: before.isEmpty ? [] : [before], hidden: list.hidden)
  }
}
