import Foundation
import Testing

/// The console blocks of every example's README are what the tool prints, and so is the one that
/// opens the project's README (it plays in examples/company).
///
/// `ROLLBOOK_GOLDENS=1` rewrites them, and the rewriting run fails.
@Suite struct ExampleTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let pages: [String] = {
    let examples = root.appendingPathComponent("examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: examples.path)) ?? []
    let readmes = names.sorted().map { "examples/\($0)/README.md" }
    return ["README.md"]
      + readmes.filter {
        FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
      }
  }()

  @Test func thereAreExamples() {
    #expect(Self.pages.count >= 3)
  }

  @Test(arguments: pages)
  func transcriptIsWhatTheToolPrints(_ page: String) throws {
    let file = Self.root.appendingPathComponent(page)
    let site = try BuiltSite()
    let copy = site.folder.appendingPathComponent("site")
    let example =
      page == "README.md"
      ? Self.root.appendingPathComponent("examples/company") : file.deletingLastPathComponent()
    try FileManager.default.copyItem(at: example, to: copy)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let transcript = Transcript(page: text)
    let replayed = try transcript.replayed(in: copy)
    if ProcessInfo.processInfo.environment["ROLLBOOK_GOLDENS"] != nil {
      let fresh = transcript.page(with: replayed)
      if fresh != text {
        try Data(fresh.utf8).write(to: file)
        Issue.record("rewrote \(page)")
      }
      return
    }
    for (block, output) in zip(transcript.commands, replayed) {
      #expect(
        Transcript.masked(block.output) == Transcript.masked(output), "$ \(block.command)")
    }
  }
}
