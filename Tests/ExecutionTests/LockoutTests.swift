import Execution
import MailModel
import Planning
import Stores
import TestSupport
import Testing

@Suite struct LockoutTests {
  private let people = manifest([user("ada", [.aliases: .aliases("countess")]), user("bob")])
  private static let never: Int64 = 99_999_999_999

  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(people)
    bench.directory.lock(address("ada"), until: Self.never)
    return bench
  }

  private func isLocked(_ name: String, _ bench: Bench) throws -> Bool? {
    try bench.directory.snapshot().accounts[address(name)]?.marks.contains(.locked)
  }

  @Test func lockedAccountIsFreedAndTheOthersAreNamed() throws {
    let bench = try bench()
    let freed = try Lockout(directory: bench.directory, at: bench.now)
      .free(["bob", "countess", "ada"], domain: schoolDomain)
    #expect(freed == Lockout.Freed(freed: [address("ada")], others: [address("bob")]))
    #expect(try isLocked("ada", bench) == false)
  }

  @Test func unknownNameLeavesAllAsTheyAre() throws {
    let bench = try bench()
    #expect {
      try Lockout(directory: bench.directory, at: bench.now)
        .free(["ada", "nobody", "x y"], domain: schoolDomain)
    } throws: {
      guard case Lockout.Refusal.unknown(let names) = $0 else { return false }
      return names == ["nobody", "x y"]
    }
    #expect(try isLocked("ada", bench) == true)
  }

  @Test func whoCannotLogInAllTheSameIsNamedWithTheReason() throws {
    let bench = Bench()
    try bench.apply(
      manifest(
        [user("ada", [.enabled: .flag(false)]), user("bob", [.group: .text("gone")]), user("cid")],
        groups: [group("gone", [.enabled: .flag(false)])]))
    let freed = try Lockout(directory: bench.directory, at: bench.now)
      .free(["ada", "bob", "cid"], domain: schoolDomain)
    #expect(
      freed.disabled == [
        Lockout.Disabled(address("ada"), group: nil), .init(address("bob"), group: "gone"),
      ])
  }

  @Test func lockIsNoDifferenceToTheManifest() throws {
    let bench = try bench()
    #expect(try bench.current(people).plan.verdict == .inSync)
    #expect(try isLocked("ada", bench) == true)
  }
}
