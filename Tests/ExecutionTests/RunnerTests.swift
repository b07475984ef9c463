import Execution
import MailModel
import Planning
import Stores
import Synchronization
import TestSupport
import Testing

@Suite struct RunnerTests {
  private let before = manifest([
    user("ada", [.name: .text("Ada")]), user("bob"), user("cid"), user("dee"),
  ])

  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(before)
    return bench
  }

  @Test func planIsEmptyAfterApply() throws {
    let bench = try bench()
    #expect(try bench.current(before).plan.verdict == .inSync)
  }

  @Test func renamedGroupsTakeTheirMembersAlongOnce() throws {
    let bench = Bench()
    try bench.apply(
      manifest(
        [
          user("ada", [.group: .text("form-7")]), user("bob", [.group: .text("form-7")]),
          user("cid", [.group: .text("form-8")]),
        ], groups: [group("form-7"), group("form-8")]))
    let after = manifest(
      [
        user("ada", [.group: .text("form-8")]), user("bob", [.group: .text("form-7")]),
        user("cid", [.group: .text("form-7")]),
      ], groups: [group("form-7", was: "form-8"), group("form-8", was: "form-7")])
    let result = try bench.apply(after)
    #expect(result.plan.changes.map(\.action) == [.rename, .rename, .edit])
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.accounts.all.map(\.values.group) == ["form-8", "form-7", "form-7"])
    #expect(try bench.current(after).plan.verdict == .inSync)
  }

  @Test func groupThatGainsAMemberAfterThePlanIsStale() throws {
    let bench = Bench()
    let members = [user("ada", [.group: .text("form-7")]), user("bob")]
    try bench.apply(manifest(members, groups: [group("form-7")]))
    let after = manifest(
      [user("ada", [.group: .text("form-8")])], groups: [group("form-8", was: "form-7")])
    #expect {
      try bench.apply(
        after,
        between: {
          try bench.apply(
            manifest(
              [user("ada", [.group: .text("form-7")]), user("bob", [.group: .text("form-7")])],
              groups: [group("form-7")]))
        })
    } throws: {
      guard case RunError.stale(let changes) = $0 else { return false }
      return changes.map(\.name) == ["form-8"]
    }
  }

  @Test func nothingToDoWritesNoRun() throws {
    let bench = try bench()
    let result = try bench.apply(before)
    #expect(result.run == nil)
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func removalMovesTheMailToTheTrashWithItsRecord() throws {
    let bench = try bench()
    try bench.deliver(3, to: "cid")
    try bench.apply(
      manifest(
        [user("ada", [.name: .text("Ada")]), user("bob"), user("dee")],
        leavers: [leaver("cid", purge: true, reason: "left")]))
    let label = TrashItem.label(address("cid"), run: 2)
    #expect(bench.mail.mailbox(ofItem: label)?.messages == 3)
    let record = try #require(bench.mail.record(ofItem: label))
    #expect(record.hasPrefix("sha256:"))
    #expect(record.contains("\"left\""))
  }

  @Test func mailThatCameInAfterThePlanHoldsBackItsAccountAlone() throws {
    let bench = try bench()
    try bench.deliver(1, to: "cid")
    let without = manifest(
      [user("ada", [.name: .text("Ada")]), user("dee")],
      leavers: [leaver("bob"), leaver("cid", purge: true)])
    let result = try bench.apply(without, between: { try bench.deliver(2, to: "cid") })
    #expect(result.heldBack.map(\.account) == [address("cid")])
    #expect(result.heldBack.map(\.reason) == ["1 new since the plan"])
    let left = try bench.directory.snapshot().accounts.all.map(\.address)
    #expect(left == ["ada", "cid", "dee"].map { address($0) })
  }

  @Test func mailThatComesInDuringTheRunBringsTheAccountBack() throws {
    let bench = try bench()
    let without = manifest(
      [user("ada", [.name: .text("Ada")]), user("bob"), user("dee")], leavers: [leaver("cid")])
    var checks = 0
    let result = try bench.apply(
      without,
      isInterrupted: {
        checks += 1
        if checks == 1 { try? bench.deliver(1, to: "cid") }
        return false
      })
    #expect(result.heldBack.map(\.account) == [address("cid")])
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    #expect(!cid.marks.contains(.leaving))
    #expect(try bench.directory.run(2)?.outcome == .heldBack)
    #expect(try bench.directory.runs().first?.counts == [0, 0, 0, 0, 0])
  }

  @Test func interruptStopsAfterTheCurrentStepAndTheRestComesBack() throws {
    let bench = try bench()
    let without = manifest(
      [user("dee")], leavers: [leaver("ada"), leaver("bob"), leaver("cid")])
    var checks = 0
    #expect {
      try bench.apply(
        without,
        isInterrupted: {
          checks += 1
          // Asked once before anything is written, between the looks at the mail queue, then before
          // each step.
          return checks > 3
        })
    } throws: {
      guard case RunError.interrupted(run: 2, done: 1, steps: 3, cause: nil) = $0 else {
        return false
      }
      return true
    }
    let snapshot = try bench.directory.snapshot()
    #expect(
      snapshot.accounts.all.map(\.address) == [address("bob"), address("cid"), address("dee")])
    #expect(!snapshot.accounts.all.contains { $0.marks.contains(.leaving) })
    try bench.apply(without)
    #expect(try bench.directory.snapshot().accounts.all.map(\.address) == [address("dee")])
  }

  @Test func refusedPlanChangesNothing() throws {
    let bench = try bench()
    let more = manifest(
      [user("ada", [.name: .text("Ada")]), user("bob"), user("cid"), user("dee"), user("eve")],
      policy: { $0.seats = 4 })
    let state = try bench.state()
    #expect {
      try bench.apply(more)
    } throws: {
      guard case RunError.refused = $0 else { return false }
      return true
    }
    #expect(try bench.state() == state)
  }

  @Test func generatedPasswordsWantAFileFirst() throws {
    let bench = try bench()
    var eve = user("eve")
    eve.extra.initialPassword = .generate
    let more = manifest(
      [user("ada", [.name: .text("Ada")]), user("bob"), user("cid"), user("dee"), eve])
    #expect {
      try bench.apply(more)
    } throws: {
      guard case RunError.credentialsNeeded(let names) = $0 else { return false }
      return names == [address("eve")]
    }
    #expect(try bench.directory.snapshot().accounts.count == 4)
  }

  @Test func secondRunIsRefusedWhileOneHoldsTheLock() throws {
    let bench = try bench()
    let holder = LockHolder(
      id: "other", host: "elsewhere.example", pid: 1, operatorName: "head", started: 0)
    _ = try bench.directory.takeLock(holder, taking: nil)
    #expect {
      try bench.apply(manifest([user("ada")]))
    } throws: {
      guard case RunError.store(.locked(holder)) = $0 else { return false }
      return true
    }
  }

  @Test func heldRemovalsLeaveTheirAccountsAlone() throws {
    let bench = try bench()
    let result = try bench.apply(
      manifest(
        [
          user("ada", [.name: .text("Ada")]), user("bob", [.comment: .text("new")]), user("dee"),
        ], leavers: [leaver("cid")]),
      context: bench.context(holdsRemovals: true))
    #expect(result.plan.heldRemovals == [address("cid")])
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.accounts[address("cid")] != nil)
    #expect(snapshot.accounts[address("bob")]?.values.comment == "new")
  }

  @Test func stepThatCannotBeDoneBringsItsAccountBackAndBlocksNothing() throws {
    let bench = try bench()
    let without = manifest(
      [user("ada", [.name: .text("Ada")]), user("bob"), user("dee")], leavers: [leaver("cid")])
    bench.mail.interrupt { effect, moment throws(StoreError) in
      if effect == "moveToTrash", moment == .before { throw .file("mail", "permission denied") }
    }
    let result = try bench.apply(without)
    #expect(result.heldBack.map(\.account) == [address("cid")])
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.unfinished == nil)
    #expect(snapshot.accounts[address("cid")]?.marks.contains(.leaving) == false)
    bench.mail.interrupt(with: nil)
    #expect(try bench.apply(before).run == nil)
  }

  @Test func mailRootOfAnotherStoreIsNeverCountedAsEmpty() throws {
    let bench = try bench()
    let other = InMemoryMailStorage(markedFor: "another store")
    #expect {
      try PlanMaker(directory: bench.directory, mail: other, location: bench.location).plan(
        for: manifest([user("ada")], leavers: [leaver("cid")]), in: bench.context())
    } throws: {
      guard case StoreError.foreignMail = $0 else { return false }
      return true
    }
  }

  @Test func allowanceThatNothingNeededIsNotKept() throws {
    let bench = try bench()
    try bench.apply(
      manifest(
        [user("ada", [.name: .text("Ada")]), user("bob"), user("dee")], leavers: [leaver("cid")]),
      context: bench.context(allowing: ["removal-limit:1"]))
    #expect(try bench.directory.run(2)?.start.allowances == [])
  }

  @Test func mailBetweenTheCountAndTheMoveBringsTheAccountBack() throws {
    let bench = try bench()
    let home = try #require(try bench.directory.snapshot().accounts[address("cid")]).home
    let late = Mailbox(inbox: 1, messages: 1, bytes: 100, newest: 1)
    bench.mail.interrupt { [mail = bench.mail] effect, moment throws(StoreError) in
      if effect == "moveToTrash", moment == .before { mail.deliver(late, to: home) }
    }
    let result = try bench.apply(
      manifest(
        [user("ada", [.name: .text("Ada")]), user("bob"), user("dee")], leavers: [leaver("cid")]))
    #expect(result.heldBack.map(\.account) == [address("cid")])
    #expect(try bench.mail.mailbox(at: home) == late)
    #expect(try bench.directory.snapshot().trash.isEmpty)
  }

  @Test func oneMailboxThatCannotBeMovedDoesNotKeepTheOthers() throws {
    let bench = try bench()
    let moves = Mutex(0)
    bench.mail.interrupt { effect, moment throws(StoreError) in
      guard effect == "moveToTrash", moment == .before else { return }
      let count = moves.withLock { count in
        count += 1
        return count
      }
      if count == 1 { throw .file("mail", "permission denied") }
    }
    let result = try bench.apply(
      manifest([user("dee")], leavers: [leaver("ada"), leaver("bob"), leaver("cid")]))
    #expect(result.heldBack.map(\.account) == [address("ada")])
    #expect(
      try bench.directory.snapshot().accounts.all.map(\.address)
        == [address("ada"), address("dee")])
  }
}
