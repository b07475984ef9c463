import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// Routes found by key are those found in the whole.
@Suite struct ReachableSnapshotTests {
  private static let day = Day("2026-11-21") ?? Day(secondsSince1970: 0)

  private func forward(_ targets: String..., keep: Bool = false) -> FieldValue {
    .forwarding(Forwarding(targets: targets.map { address($0) }, keepsCopy: keep))
  }

  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(
      manifest(
        [
          user("ann", [.aliases: .aliases("office", "boss+x"), .group: .text("staff")]),
          user("bob", [.forward: forward("office", "all", "out@other.example", keep: true)]),
          user("cid", [.forward: forward("bob+tag"), .group: .text("pupils")]),
          user("dee", [.assistant: .assistant(Assistant(targets: [address("eve")], isOnly: true))]),
          user("eve", [.forward: forward("dee", keep: true), .group: .text("pupils")]),
          user("fay"), user("boss", [.group: .text("empty")]),
        ],
        groups: [
          group("staff", [.address: .groupAddress("all")]),
          group("pupils", [.address: .groupAddress("class")]), group("empty"),
        ]))
    return bench
  }

  private static let asked = [
    "ann", "office", "bob", "bob+tag", "cid", "dee", "eve", "fay", "boss", "boss+x", "boss+y",
    "all",
    "class", "nobody", "nobody+x", "out@other.example", "x@unknown.example",
  ]

  @Test(arguments: asked) func `each address has the same route`(_ name: String) throws {
    let bench = try bench()
    let whole = try bench.directory.snapshot()
    for sender in [nil, "eve", "office", "out@other.example"].map({ $0.map { address($0) } }) {
      let asked = address(name)
      let part = try Snapshot(
        reachableFrom: [asked] + (sender.map { [$0] } ?? []), in: bench.directory)
      #expect(
        part.route(to: asked, from: sender, on: Self.day)
          == whole.route(to: asked, from: sender, on: Self.day))
    }
  }

  @Test func `nobody else is read`() throws {
    let part = try Snapshot(reachableFrom: [address("cid")], in: bench().directory)
    #expect(part.accounts.all.map(\.address) == [address("ann"), address("bob"), address("cid")])
  }
}
