import MailModel

/// Lays manifest files out in the one canonical way, with every comment, key and quote kept.
///
/// The stage in order: a text is laid out token by token (`Typesetter`), and the result is read
/// beside the original (`LayoutProof`), which must be YAML. What would lose anything is refused.
/// Whether the manifest makes sense is not asked, only whether it is one.
package enum LayoutWriter {
  /// The YAML files of a manifest: those given, and what they include.
  ///
  /// - Returns: The files in the order of reading, and what is wrong with the way to them.
  package static func files(
    of manifests: [String]
  ) -> (files: [(path: String, bytes: [UInt8])], diagnostics: [Diagnostic]) {
    var walk = FileWalk(tree: .disk, files: manifests)
    for path in manifests { walk.read(path, named: nil) }
    let files = walk.files
    let list = walk.takeDraft().list
    let wrong = list.sorted().filter { wayCodes.contains($0.code) }
    return (
      Array(zip(list.paths, files)),
      Excerpts.added(to: wrong, paths: list.paths, files: files, hidden: list.hidden)
    )
  }

  /// What keeps a file from being found; other mistakes are for `check` to tell.
  private static let wayCodes: Set<String> = [
    "unreadable-file", "no-such-file", "include-cycle", "include-outside", "too-many-files",
    "double-star", "pattern-too-long",
  ]

  /// Lays out a file on disk, and writes nothing.
  package static func layout(of path: String) -> FileLayout {
    switch SourceTree.disk.load(path) {
    case .success(let bytes): return layout(of: bytes, path: path)
    case .failure(let failure):
      let list = DiagnosticList()
      list.add(.unloaded(path, failure, at: nil))
      return FileLayout(path: path, before: [], refused: list)
    }
  }

  /// Lays out the text of a manifest file; `path` is what diagnostics call it.
  package static func layout(of bytes: [UInt8], path: String) -> FileLayout {
    let isOther = bytes.withUnsafeBytes { bytes in
      if case .other = ManifestMarks.kind(of: SourceText.withoutMark(bytes)) { true } else { false }
    }
    return isOther ? refusal(of: bytes, path) : layout(ofAnyText: bytes, path: path)
  }

  /// The same whatever its keys are.
  package static func layout(ofAnyText bytes: [UInt8], path: String) -> FileLayout {
    let list = DiagnosticList()
    list.addFile(path)
    let after = bytes.withUnsafeBytes { layout(of: SourceText.withoutMark($0), list) }
    guard let after else { return FileLayout(path: path, before: bytes, refused: list) }
    return FileLayout(path: path, before: bytes, after: after)
  }

  /// A manifest of ours as `layout` would leave it; unchanged where it has no layout.
  static func laidOut(_ text: String) -> String {
    String(decoding: layout(ofAnyText: Array(text.utf8), path: "").after, as: UTF8.self)
  }

  /// What is no manifest may be anything: it is left as it is, and no line of it is shown.
  private static func refusal(of bytes: [UInt8], _ path: String) -> FileLayout {
    let list = DiagnosticList()
    list.addFile(path)
    list.hide(0)
    bytes.withUnsafeBytes { bytes in
      let source = SourceText.withoutMark(bytes)
      if case .syntax(let problem)? = LayoutProof.objection(to: source) {
        list.add(.syntax(problem, in: source, file: 0, list: list))
      } else {
        list.add(.notAManifest(at: place(1, 1, list)))
      }
    }
    return FileLayout(path: path, before: bytes, refused: list)
  }

  /// - Returns: nil, and told, when the text must stay as it is.
  private static func layout(
    of source: UnsafeRawBufferPointer, _ list: DiagnosticList
  ) -> [UInt8]? {
    if let offset = LineBreaks.firstOddBreak(in: source) {
      let (line, column) = LineBreaks.position(of: offset, in: source)
      list.add(.oddBreak(at: place(line, column, list)))
      return nil
    }
    var typesetter = Typesetter(source)
    let text = typesetter.text()
    let objection = text?.withUnsafeBytes { text -> LayoutProof.Objection? in
      // What is laid out already needs no second look.
      text.compareBytes(source) == 0
        ? LayoutProof.objection(to: source)
        : LayoutProof.objection(to: text, asLayoutOf: source)
    }
    switch text == nil ? LayoutProof.objection(to: source) : objection ?? nil {
    case .syntax(let problem):
      list.add(.syntax(problem, in: source, file: 0, list: list))
    case .tooDeep(let line, let column):
      list.add(.tooDeep(limit: Composer.maximumDepth, at: place(line, column, list)))
    case .loss(let line, let column):
      list.add(.wouldLose(at: place(line, column, list)))
    case nil:
      if let text { return text }
      let token = typesetter.refused
      list.add(.noLayout(at: place((token?.line ?? 0) + 1, (token?.column ?? 0) + 1, list)))
    }
    return nil
  }

  private static func place(_ line: Int, _ column: Int, _ list: DiagnosticList) -> Place {
    list.place(PackedPlace(file: 0, line: line, column: column))
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
