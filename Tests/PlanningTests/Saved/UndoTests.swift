import MailModel
import TestSupport
import Testing

@testable import Planning

@Suite struct UndoTests {
  /// The run that made these changes, as the history keeps it.
  private func record(
    _ changes: [Change], number: Int = 7, undoes: Int? = nil, steps: [JournalStep] = []
  ) -> RunRecord {
    var start = RunStart(
      kind: undoes == nil ? .apply : .undo, operatorName: "x", host: "x", pid: 1, started: 1,
      changes: ChangeDocument.text(of: changes))
    start.undoes = undoes
    return RunRecord(number: number, start: start, finished: 2, outcome: .done, steps: steps)
  }

  private func undo(
    _ record: RunRecord, _ snapshot: Snapshot, skipping: Set<String> = [],
    passwords: [String: FormerPassword] = [:], after takenBack: TakenBack = TakenBack()
  ) throws -> Undo {
    try Undo(
      of: record, passwords: passwords, skipping: skipping, after: takenBack, in: snapshot)
  }

  private func refusals(_ change: Change, _ snapshot: Snapshot) throws -> [String] {
    let undo = try undo(record([change]), snapshot)
    #expect(undo.changes.isEmpty)
    return undo.refusals.map(\.description)
  }

  private static func edit(
    _ name: String = "ada", _ fields: FieldChange..., owned: [Field] = [.comment]
  ) -> Change {
    var change = Change(
      .edit, .account, address(name).text, fields: fields, owned: FieldSet(owned))
    change.id = accountID(name)
    return change
  }

  private static let comment = FieldChange(.comment, before: .text("a"), after: .text("b"))

  @Test func `an edit goes back`() throws {
    let undo = try undo(
      record([Self.edit("ada", Self.comment)]), snapshot([live("ada", [.comment: .text("b")])]))
    #expect(
      undo.changes.first?.fields == [
        FieldChange(.comment, before: .text("b"), after: .text("a"))
      ])
    #expect(undo.refusals == [])
  }

  @Test func `a field that changed since is named`() throws {
    #expect(
      try refusals(
        Self.edit("ada", Self.comment), snapshot([live("ada", [.comment: .text("c")])])) == [
          "ada@school.example: comment changed since"
        ])
  }

  /// As an undo leaves it that is cut off before the account is back in the trash.
  @Test(arguments: ["a", "b"])
  func `an account that came back may have a value of before again`(_ comment: String) throws {
    var change = Self.edit("ada", Self.comment)
    change.restores = "ada@school.example#2"
    let undo = try undo(record([change]), snapshot([live("ada", [.comment: .text(comment)])]))
    #expect(undo.refusals == [])
    #expect(
      undo.changes.first?.fields
        == (comment == "a"
          ? [] : [FieldChange(.comment, before: .text("b"), after: .text("a"))]))
    change.restores = nil
    #expect(try refusals(change, snapshot([live("ada", [.comment: .text("a")])])).count == 1)
  }

  @Test func `other fields may have changed since`() throws {
    let undo = try undo(
      record([Self.edit("ada", Self.comment)]),
      snapshot([live("ada", [.comment: .text("b"), .name: .text("Ada")])]))
    #expect(undo.changes.count == 1)
  }

  @Test func `an account that is gone or renamed since is named`() throws {
    var renamed = live("ada", [.comment: .text("b")])
    renamed.address = address("lovelace")
    let change = Self.edit("ada", Self.comment)
    #expect(try refusals(change, snapshot()) == ["ada@school.example: it is gone since"])
    #expect(
      try refusals(change, snapshot([renamed])) == [
        "ada@school.example: it is called lovelace@school.example by now"
      ])
  }

  @Test func `a field whose care changed since is named`() throws {
    let take = Self.edit(
      "ada",
      FieldChange(.comment, before: .text("a"), after: .text("a"), ownership: .taken))
    #expect(
      try refusals(take, snapshot([live("ada", [.comment: .text("a")], owned: [])])) == [
        "ada@school.example: comment is no longer managed"
      ])
  }

  @Test func `a password whose hold is over cannot go back`() throws {
    let change = Self.edit(
      "ada", FieldChange(.password, before: .hash("one"), after: .hash("two")))
    let store = snapshot([live("ada", [.password: .hash("two")])])
    #expect(
      try refusals(change, store) == [
        "ada@school.example: its former password is no longer kept"
      ])
    let kept = [
      accountID("ada"): FormerPassword(
        id: accountID("ada"), before: Secret("{SHA512-CRYPT}one"),
        after: Secret("{SHA512-CRYPT}two"))
    ]
    let undo = try undo(record([change]), store, passwords: kept)
    #expect(undo.changes.first?[.password]?.after == .hash("one"))
  }

  @Test func `an adopted account is let go, with its values of before`() throws {
    var adopt = Change(
      .adopt, .account, address("ada").text,
      fields: [
        FieldChange(.comment, before: .text("a"), after: .text("b"), ownership: .taken)
      ], owned: FieldSet([.comment]))
    adopt.id = accountID("ada")
    let undo = try undo(record([adopt]), snapshot([live("ada", [.comment: .text("b")])]))
    let inverse = try #require(undo.changes.first)
    #expect(inverse.action == .edit)
    #expect(inverse.ownership == .dropped)
    #expect(inverse.owned == [])
    #expect(inverse[.comment]?.after == .text("a"))
  }

  @Test func `an account that was added is removed without consent to purge`() throws {
    var add = Change(.add, .account, address("ada").text)
    add.id = accountID("ada")
    let undo = try undo(record([add]), snapshot([live("ada")]))
    #expect(undo.changes.map(\.action) == [.remove])
    #expect(undo.changes.first?.removal?.purges == false)
    #expect(undo.changes.first?.removal?.reason == "run 7 added it")
    #expect(undo.unpurged == ["ada@school.example"])
  }

  @Test func `a chain and a swap of names go back at once`() throws {
    func rename(_ id: String, _ old: String, _ new: String) -> Change {
      var change = Change(.rename, .account, address(new).text)
      change.formerName = address(old).text
      change.id = accountID(id)
      return change
    }
    func named(_ id: String, _ name: String) -> LiveAccount {
      var account = live(id)
      account.address = address(name)
      return account
    }
    let run = record([
      rename("a", "a", "b"), rename("b", "b", "c"), rename("x", "x", "y"), rename("y", "y", "x"),
    ])
    let store = snapshot([named("a", "b"), named("b", "c"), named("x", "y"), named("y", "x")])
    let undo = try undo(run, store)
    var decided = SavedPlan(changes: undo.changes, policy: Policy())
    decided.undoes = 7
    let draft = Replay(decided, snapshot: store, context: context()).draft()
    #expect(draft.stale == [])
    #expect(
      draft.changes.map(\.outline) == [
        "rename account b@school.example to a@school.example",
        "rename account c@school.example to b@school.example",
        "rename account y@school.example to x@school.example",
        "rename account x@school.example to y@school.example",
      ])
  }

  @Test func `a renamed group goes back with those who were moved into it`() throws {
    var rename = Change(.rename, .group, "form-8", owned: [])
    rename.formerName = "form-7"
    let moved = Self.edit(
      "ada", FieldChange(.group, before: .text("form-8"), after: .text("form-9")),
      owned: [.group])
    let store = snapshot(
      [live("ada", [.group: .text("form-9")])], groups: [liveGroup("form-8"), liveGroup("form-9")])
    let undo = try undo(record([rename, moved]), store)
    #expect(undo.changes.last?[.group]?.after == .text("form-7"))
    let skipped = try self.undo(record([rename, moved]), store, skipping: ["form-7"])
    #expect(skipped.changes.map(\.name) == ["ada@school.example"])
    #expect(skipped.changes.last?[.group]?.after == .text("form-8"))
  }

  @Test func `a removed group comes back with what it had`() throws {
    let group = liveGroup("form-7", [.comment: .text("c"), .address: .groupAddress("seven")])
    let undo = try undo(record([Change.removal(of: group)]), snapshot())
    let inverse = try #require(undo.changes.first)
    #expect(inverse.action == .add)
    #expect(inverse.owned == group.ownedFields)
    #expect(inverse[.comment]?.after == .text("c"))
    #expect(
      try refusals(Change.removal(of: group), snapshot(groups: [liveGroup("form-7")])) == [
        "form-7: there is such a group by now"
      ])
  }

  @Test func `skipped names stay, by the old name or the new`() throws {
    var rename = Change(.rename, .account, address("rob").text)
    rename.formerName = address("bob").text
    rename.id = accountID("bob")
    var account = live("bob")
    account.address = address("rob")
    for name in ["bob@school.example", "rob@school.example"] {
      let undo = try undo(record([rename]), snapshot([account]), skipping: [name])
      #expect(undo.changes.isEmpty && undo.refusals.isEmpty)
    }
  }

  @Test func `a removal that did not take place needs no undo`() throws {
    var removal = Change(.remove, .account, address("ada").text)
    removal.id = accountID("ada")
    removal.removal = Removal()
    let step = JournalStep(
      number: 1, effect: .removal, account: address("ada"), id: accountID("ada"), home: "x",
      reason: nil,
      leaver: nil, heldUntil: 9, mailbox: .empty, state: .heldBack)
    let undo = try undo(record([removal], steps: [step]), snapshot([live("ada")]))
    #expect(undo.changes.isEmpty && undo.refusals.isEmpty)
  }

  @Test func `a removed account comes back as it was owned, unless its place is taken`() throws {
    let item = trashItem("ada", run: 7)
    var removal = Change(.remove, .account, address("ada").text, owned: FieldSet([.comment]))
    removal.id = item.id
    removal.ownership = .dropped
    removal.removal = Removal(purges: true)
    let undo = try undo(record([removal]), snapshot { $0.trash = [item] })
    let inverse = try #require(undo.changes.first)
    #expect(inverse.action == .adopt)
    #expect(inverse.restores == "ada@school.example#7")
    #expect(inverse.owned == FieldSet([.comment]))
    #expect(
      try refusals(removal, snapshot([live("ada")]) { $0.trash = [item] }) == [
        "ada@school.example: ada@school.example belongs to somebody else by now"
      ])
    #expect(
      try refusals(removal, snapshot()) == [
        "ada@school.example: its mail was erased, so nothing is left to bring back"
      ])
  }

  @Test func `a journal that is none is told so`() {
    var run = record([])
    run.start.changes = "[{}]"
    #expect(throws: PlanDocumentError.notAPlan) { try undo(run, snapshot()) }
  }
}
