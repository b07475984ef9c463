import Foundation
import TestSupport
import Testing

/// A pipeline that plans with `--detailed-exitcode` and applies on status 2 sets the lockout too.
@Suite struct LockoutPlanTests {
  private func site(failures: Int) throws -> BuiltSite {
    let site = try BuiltSite()
    try site.rollbook("init")
    try write(failures, to: site)
    try #require(try site.rollbook("apply", "--yes").status == 0)
    return site
  }

  private func write(_ failures: Int, to site: BuiltSite) throws {
    try site.write(
      """
      rollbook: 1
      domain: school.example
      store: sqlite:rollbook.db
      policy: { lockout: { failures: \(failures), within: 20s, for: 15s } }
      users: { head: { admin: true, aliases: [postmaster, abuse] } }

      """, to: "rollbook.yaml")
  }

  private let line =
    "policy: lockout 3 failures within 20s, for 15s -> 5 failures within 20s, for 15s\n"

  @Test func changedLockoutIsShownAskedForAndTold() throws {
    let site = try site(failures: 3)
    try write(5, to: site)
    let plan = try site.rollbook("plan", "--detailed-exitcode")
    #expect(plan.status == 2)
    #expect(plan.output == line + "\nplan: lockout to change; 1 unchanged\n")
    #expect(try site.rollbook("apply").status == 64)
    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.output.hasSuffix("run 2: lockout changed\n"))
    #expect(try site.rollbook("history", "2").output.contains(line))
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
  }

  @Test func savedPlanIsTheSameBytesAndCarriesItOut() throws {
    let site = try site(failures: 3)
    try write(5, to: site)
    try site.rollbook("plan", "--out", "one.plan")
    try site.rollbook("plan", "--out", "two.plan")
    let texts = try ["one.plan", "two.plan"].map { name in
      try site.read(name).split(separator: "\n").filter { !$0.contains("\"created\"") }
    }
    #expect(texts[0] == texts[1])
    let apply = try site.rollbook("apply", "one.plan", "--yes")
    #expect(apply.output.hasPrefix(line))
    #expect(apply.status == 0)
    #expect(try site.rollbook("apply", "two.plan", "--yes").status == 6)
  }

  @Test func undoOfItSaysThatThereIsNone() throws {
    let site = try site(failures: 3)
    try write(5, to: site)
    try site.rollbook("apply", "--yes")
    let undo = try site.rollbook("undo", "2", "--yes")
    #expect(undo.status == 1)
    #expect(undo.errors.contains("run 2 changed policy.lockout alone, which no undo takes back"))
  }
}
