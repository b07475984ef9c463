import Foundation
import Testing

/// One round of `Benchmarks/purges`, which does the same twenty times and has the figures.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct PurgeUnderMailTests {
  @Test func noAcceptedMessageIsLostWhileMailboxesArePurged() throws {
    let answer = try BuiltSite.run(
      ExampleTests.root.appendingPathComponent("Benchmarks/purges"),
      ["--rounds", "1", "--binary", BuiltSite.binary.path], in: ExampleTests.root)
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
  }
}
