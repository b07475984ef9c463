import CYAML
import MailModel

/// Lays manifest files out in the one canonical way, with every comment, key and quote kept.
///
/// The stage in order: the text must be YAML (`EventReader`), it is laid out token by token
/// (`Typesetter`), and the result is read beside the original (`LayoutProof`). What would lose
/// anything is refused. Whether the manifest makes sense is not asked.
package enum LayoutWriter {
  /// The YAML files of a manifest: those given, and what they include.
  ///
  /// - Returns: The files in the order of reading, and what is wrong with the way to them.
  package static func files(
    of manifests: [String]
  ) -> (files: [(path: String, bytes: [UInt8])], diagnostics: [Diagnostic]) {
    var walk = FileWalk(tree: .disk, base: manifests.first.map(PathText.folder) ?? "")
    for path in manifests { walk.read(path, named: nil) }
    let files = walk.files
    let list = walk.takeDraft().list
    let wrong = list.sorted().filter { wayCodes.contains($0.code) }
    return (
      Array(zip(list.paths, files)), Excerpts.added(to: wrong, paths: list.paths, files: files)
    )
  }

  /// What keeps a file from being found; other mistakes are for `check` to tell.
  private static let wayCodes: Set<String> = [
    "unreadable-file", "no-such-file", "include-cycle", "include-outside", "too-many-files",
  ]

  /// Lays out a file on disk, and writes nothing.
  package static func layout(of path: String) -> FileLayout {
    switch SourceTree.disk.load(path) {
    case .success(let bytes): return layout(of: bytes, path: path)
    case .failure(let failure):
      let list = DiagnosticList()
      list.add(.unreadable(path, failure.reason, at: nil))
      return FileLayout(path: path, before: [], refused: list)
    }
  }

  /// Lays out the text of a file; `path` is what diagnostics call it.
  package static func layout(of bytes: [UInt8], path: String) -> FileLayout {
    let list = DiagnosticList()
    list.addFile(path)
    let after = bytes.withUnsafeBytes { all -> [UInt8]? in
      let source = FileWalk.withoutMark(all)
      guard isReadable(source, list) else { return nil }
      var typesetter = Typesetter(source)
      guard let text = typesetter.text() else {
        let at = typesetter.refused.map { ($0.line + 1, $0.column + 1) } ?? (1, 1)
        list.add(.noLayout(at: list.place(PackedPlace(file: 0, line: at.0, column: at.1))))
        return nil
      }
      let loss = text.withUnsafeBytes { text in
        text.compareBytes(source) == 0 ? nil : LayoutProof.firstLoss(of: source, in: text)
      }
      if let loss {
        list.add(
          .wouldLose(at: list.place(PackedPlace(file: 0, line: loss.line, column: loss.column))))
        return nil
      }
      return text
    }
    guard let after else { return FileLayout(path: path, before: bytes, refused: list) }
    return FileLayout(path: path, before: bytes, after: after)
  }

  /// The mistakes that keep a text from being read at all.
  private static func isReadable(_ source: UnsafeRawBufferPointer, _ list: DiagnosticList) -> Bool {
    if let offset = LineBreaks.firstOddBreak(in: source) {
      let (line, column) = LineBreaks.position(of: offset, in: source)
      list.add(.oddBreak(at: list.place(PackedPlace(file: 0, line: line, column: column))))
      return false
    }
    let events = EventReader(source)
    var depth = 0
    repeat {
      guard events.advance() else {
        list.add(.syntax(events.problem, in: source, file: 0, list: list))
        return false
      }
      switch events.type {
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT: depth += 1
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: depth -= 1
      default: break
      }
      // Indentation makes the square of the depth out of brackets.
      if depth > Composer.maximumDepth {
        let place = PackedPlace(file: 0, line: events.line, column: events.column)
        list.add(.tooDeep(limit: Composer.maximumDepth, at: list.place(place)))
        return false
      }
    } while events.type != YAML_STREAM_END_EVENT
    return true
  }
}

extension Diagnostic {
  fileprivate static func noLayout(at place: Place) -> Diagnostic {
    .error(
      "no-layout", "there is no layout for what stands here; the file is left as it is", at: place,
      help: "write each entry as `key: value`, the `:` on the line of its key")
  }

  fileprivate static func wouldLose(at place: Place) -> Diagnostic {
    .error(
      "layout-would-lose",
      "laying this out would change or lose something; the file is left as it is", at: place,
      help: "write it in a plainer way")
  }
}
