import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct DirectoryJournalConformanceTests {
  @Test(arguments: StoreUnderTest.allCases)
  func runComesBackWithItsSteps(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let batch = RunBatch.test(
        [.removing(.ada)], steps: [.of(.ada, leaver: "account ada")], allowances: ["a:1", "b:2"])
      let run = try store.begin(batch)
      var record = RunRecord(
        number: run, start: batch.start, finished: nil, outcome: .unfinished, steps: batch.steps)
      record.withheld = 1
      #expect(try store.run(run) == record)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func runsComeNewestFirstWithoutDetails(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      try store.add(.grace)
      let runs = try store.runs()
      #expect(runs.map(\.number) == [2, 1])
      #expect(runs.map(\.outcome) == [.done, .done])
      #expect(runs.map(\.finished) == [2_000, 2_000])
      #expect(runs.allSatisfy { $0.start.changes == nil && $0.steps.isEmpty })
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func timesAreThoseOfTheNewestRunAndOfTheLatest(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      #expect(try store.snapshot().runTimes == nil)
      for started: Int64 in [5_000, 9_000, 7_000] {
        var batch = RunBatch.test([])
        batch.start.started = started
        try store.close(try store.begin(batch), outcome: .done, at: 99_000)
      }
      #expect(try store.snapshot().runTimes == RunTimes(newest: 7_000, latest: 9_000))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func runKeepsWhatItMadeOfTheLockout(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      var batch = RunBatch.test([])
      batch.start.lockout = "{}"
      let run = try store.begin(batch)
      #expect(try store.run(run)?.start.lockout == "{}")
      #expect(try store.runs().map(\.start.lockout) == ["{}"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func unknownRunIsNil(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in #expect(try store.run(1) == nil) }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalMarksTheAccountAsLeaving(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      #expect(try store.accounts == [LiveAccount.ada.with(.leaving), .grace])
      #expect(
        try store.snapshot().unfinished
          == UnfinishedRun(
            number: run, operatorName: "head", started: 1_000, done: 0, steps: 1,
            leaving: [LiveAccount.ada.address],
            holder: LockHolder.test.description))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func nextRunTakesLeavingMarksBack(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      _ = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      _ = try store.begin(.test([.removing(.grace)], steps: [.of(.grace)]))
      #expect(try store.accounts == [.ada, LiveAccount.grace.with(.leaving)])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func announcedStepHoldsTheFreshCount(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      let mailbox = Mailbox(inbox: 3, messages: 4, bytes: 5, newest: 6)
      try store.announce(1, of: run, mailbox: mailbox)
      var step = JournalStep.of(.ada)
      step.mailbox = mailbox
      step.state = .announced
      #expect(try store.run(run)?.steps == [step])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func heldBackAccountComesBack(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      try store.holdBack(1, of: run)
      #expect(try store.accounts == [.ada])
      #expect(try store.run(run)?.steps.map(\.state) == [.heldBack])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func heldBackStepIsNotConfirmed(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(.test([.removing(.ada)], steps: [.of(.ada)]))
      try store.holdBack(1, of: run)
      try expectConflict(in: store) { try store.confirmRemoval(1, of: run, at: 5) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func closingGivesUpWhatIsNotDone(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .alan, .grace)
      let run = try store.begin(
        .test(
          [.removing(.ada), .removing(.alan), .removing(.grace)],
          steps: [.of(.ada, 1), .of(.alan, 2), .of(.grace, 3)]))
      try store.confirmRemoval(1, of: run, at: 5)
      try store.announce(2, of: run, mailbox: .empty)
      try store.close(run, outcome: .stopped, at: 7)
      let record = try store.run(run)
      #expect(record?.outcome == .stopped)
      #expect(record?.finished == 7)
      #expect(record?.steps.map(\.state) == [.done, .givenUp, .givenUp])
      #expect(try store.snapshot().unfinished == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func unfinishedRunCountsItsDoneSteps(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .grace)
      let run = try store.begin(
        .test([.removing(.ada), .removing(.grace)], steps: [.of(.ada, 1), .of(.grace, 2)]))
      try store.confirmRemoval(1, of: run, at: 5)
      #expect(
        try store.snapshot().unfinished
          == UnfinishedRun(
            number: run, operatorName: "head", started: 1_000, done: 1, steps: 2,
            leaving: [LiveAccount.grace.address],
            holder: LockHolder.test.description))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func unknownStepIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      expectConflict { try store.announce(1, of: 1, mailbox: .empty) }
      expectConflict { try store.holdBack(9, of: 9) }
      expectConflict { try store.close(9, outcome: .done, at: 1) }
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func closingTakesLeavingMarksBack(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada, .alan, .grace)
      let run = try store.begin(
        .test(
          [.removing(.ada), .removing(.alan), .removing(.grace)],
          steps: [.of(.ada, 1), .of(.alan, 2), .of(.grace, 3)]))
      try store.confirmRemoval(1, of: run, at: 5)
      try store.announce(2, of: run, mailbox: .empty)
      try store.close(run, outcome: .stopped, at: 7)
      #expect(try store.accounts == [.alan, .grace])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalWithoutAnIDIsAConflict(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var change = Change.removing(.ada)
      change.id = nil
      try expectConflict(in: store) { try store.apply([change]) }
    }
  }

  private var approvals: [Approval] {
    [
      Approval(
        .subject(.groupEmptied, name: "year-13"), plan: "sha256:1", by: "grace", reason: "leavers"),
      Approval(
        .figure(.removalLimit, atMost: 12), until: Day("2026-12-01"), by: "grace", reason: "é"),
    ]
  }

  @Test(arguments: StoreUnderTest.allCases)
  func approvalsAreSpentByTheRunThatUsedThem(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      #expect(try store.snapshot().spentApprovals == [:])
      var batch = RunBatch.test([])
      batch.start.approvals = approvals
      let run = try store.begin(batch)
      #expect(try store.run(run)?.start.approvals == approvals)
      #expect(try store.runs().first?.start.approvals == [])
      #expect(
        try store.snapshot().spentApprovals == [
          approvals[0].fingerprint: run, approvals[1].fingerprint: run,
        ])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func anApprovalThatGoesOnIsThatOfTheLastRun(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      var batch = RunBatch.test([])
      batch.start.approvals = [approvals[0]]
      let first = try store.begin(batch)
      let second = try store.begin(batch)
      #expect(try store.snapshot().spentApprovals == [approvals[0].fingerprint: second])
      #expect(try store.run(first)?.start.approvals == [approvals[0]])
    }
  }

  @Test(arguments: StoreUnderTest.allCases, [0, 1])
  func removalsApprovedByTheirFigureDoNotCount(_ kind: StoreUnderTest, _ approval: Int) throws {
    try kind.open { store throws in
      try store.add(.ada)
      var batch = RunBatch.test(
        [.removing(.ada)], steps: [.of(.ada)], started: Int64(time(nil)) - 60)
      batch.start.approvals = [approvals[approval]]
      let run = try store.begin(batch)
      try store.announce(1, of: run, mailbox: .empty)
      try store.confirmRemoval(1, of: run, at: 1_500)
      #expect(try store.snapshot().removals.isEmpty == (approval == 1))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func removalsByAnUndoCountAsWell(_ kind: StoreUnderTest) throws {
    try kind.open { store throws in
      try store.add(.ada)
      let run = try store.begin(
        .test(
          [.removing(.ada)], kind: .undo, steps: [.of(.ada)], started: Int64(time(nil)) - 60))
      try store.announce(1, of: run, mailbox: .empty)
      try store.confirmRemoval(1, of: run, at: 1_500)
      #expect(try store.snapshot().removals.map(\.count) == [1])
    }
  }
}
