import MailModel
import Planning
import TestSupport
import Testing

@Suite struct RenameTests {
  @Test func `a rename carries the edits of its account`() throws {
    let plan = plan(
      manifest([user("new", [.comment: .text("b")], was: "old")]),
      snapshot([live("old", [.comment: .text("a")])]))
    let change = try #require(plan.change("new"))
    #expect(change.action == .rename)
    #expect(change.formerName == "old@school.example")
    #expect(change.fields.map(\.field) == [.comment])
    #expect(change.id == accountID("old"))
    #expect(plan.summary.rename == 1)
    #expect(plan.summary.edit == 0)
  }

  @Test func `a rename without edits is a change`() {
    let plan = plan(manifest([user("new", was: "old")]), snapshot([live("old")]))
    #expect(plan.outline == ["rename account old@school.example to new@school.example"])
  }

  @Test func `a rename is spent once the account has the former name`() {
    let plan = plan(
      manifest([user("new", was: "old")]),
      snapshot([live("new"), live("old", isOwned: false)]) {
        $0.formerNames = [accountID("new"): [address("old")]]
      })
    #expect(plan.verdict == .inSync)
  }

  @Test func `a rename is spent when the new name lives and the old one does not`() {
    let plan = plan(manifest([user("new", was: "old")]), snapshot([live("new")]))
    #expect(plan.verdict == .inSync)
    #expect(plan.findings("was-not-found").isEmpty)
  }

  @Test func `a chain is resolved at once`() {
    let plan = plan(
      manifest([user("b", was: "a"), user("c", was: "b")]), snapshot([live("a"), live("b")]))
    #expect(
      plan.outline == [
        "rename account a@school.example to b@school.example",
        "rename account b@school.example to c@school.example",
      ])
    #expect(plan.changes.map(\.id) == [accountID("a"), accountID("b")])
  }

  @Test func `a swap is resolved on identities`() throws {
    let plan = plan(
      manifest([
        user("a", [.comment: .text("was b")], was: "b"),
        user("b", [.comment: .text("was a")], was: "a"),
      ]),
      snapshot([live("a", [.comment: .text("was a")]), live("b", [.comment: .text("was b")])]))
    #expect(plan.summary.rename == 2)
    #expect(plan.change("a")?.id == accountID("b"))
    #expect(plan.change("b")?.id == accountID("a"))
    #expect(plan.changes.allSatisfy { $0.fields.isEmpty })
  }

  @Test func `a swap that was applied is spent`() {
    let plan = plan(
      manifest([user("a", was: "b"), user("b", was: "a")]),
      snapshot([live("a"), live("b")]) {
        $0.formerNames = [accountID("a"): [address("b")], accountID("b"): [address("a")]]
      })
    #expect(plan.verdict == .inSync)
  }

  @Test func `a chain over a name that was once renamed is due as a whole`() {
    let plan = plan(
      manifest([user("anna", was: "head"), user("head", was: "deputy")]),
      snapshot([live("head"), live("deputy")]) {
        $0.formerNames = [accountID("head"): [address("deputy")]]
      })
    #expect(
      plan.outline == [
        "rename account head@school.example to anna@school.example",
        "rename account deputy@school.example to head@school.example",
      ])
    #expect(plan.change("head")?.id == accountID("deputy"))
  }

  @Test func `half of a swap that was applied moves on with the other half`() {
    let plan = plan(
      manifest([user("x", was: "a"), user("a", was: "b")]),
      snapshot([live("a"), live("b")]) {
        $0.formerNames = [accountID("a"): [address("b")], accountID("b"): [address("a")]]
      })
    #expect(plan.change("x")?.id == accountID("a"))
    #expect(plan.change("a")?.id == accountID("b"))
    #expect(plan.summary.add == 0)
  }

  @Test func `a swap back by names alone is refused, as the mailboxes would stay`() throws {
    let manifest = manifest([
      user("a", [.name: .text("Anna")], was: "b"), user("b", [.name: .text("Bert")], was: "a"),
    ])
    let accounts = [live("a", [.name: .text("Bert")]), live("b", [.name: .text("Anna")])]
    let store = snapshot(accounts) {
      $0.formerNames = [accountID("a"): [address("b")], accountID("b"): [address("a")]]
    }
    func findings(_ mailbox: Mailbox) -> [Finding.Verdict] {
      draft(manifest, store).plan(mailboxes: [accountID("a"): mailbox, accountID("b"): mailbox])
        .findings("person-changed").map(\.verdict)
    }
    #expect(findings(Mailbox(inbox: 1, messages: 1, bytes: 9)) == [.refused, .refused])
    #expect(findings(.empty) == [.passed])
  }

  @Test func `a name that a rename frees can be added anew`() {
    let plan = plan(
      manifest([user("a"), user("b", was: "a")]), snapshot([live("a")]))
    #expect(
      plan.outline == [
        "add account a@school.example", "rename account a@school.example to b@school.example",
      ])
  }

  @Test func `a rename onto an account that stays is an error where it says was`() {
    let draft = draft(
      manifest([user("new", was: "old")]), snapshot([live("new"), live("old")]))
    #expect(draft.codes == ["rename-onto-account"])
    #expect(draft.diagnostics.first?.place?.line == 10)
  }

  @Test func `one account can't take two names`() {
    let draft = draft(
      manifest([user("a", was: "old"), user("b", was: "old")]), snapshot([live("old")]))
    #expect(draft.codes == ["two-new-names"])
  }

  @Test func `a former name that nobody ever had is an add with a warning`() {
    let plan = plan(manifest([user("new", was: "old")]), snapshot())
    #expect(plan.outline == ["add account new@school.example"])
    #expect(plan.verdicts("was-not-found") == [.warning])
  }

  @Test func `a former name that lies in the trash is an add without a warning`() {
    let plan = plan(
      manifest([user("new", was: "old")]), snapshot { $0.trash = [trashItem("old")] })
    #expect(plan.outline == ["add account new@school.example"])
    #expect(plan.findings("was-not-found").isEmpty)
  }

  @Test func `a former name that another account had before is an add without a warning`() {
    let plan = plan(
      manifest([user("new", was: "old")]),
      snapshot([live("other")]) { $0.formerNames = [accountID("other"): [address("old")]] })
    #expect(plan.findings("was-not-found").isEmpty)
  }

  @Test func `an account that is not owned is renamed and taken over`() {
    let plan = plan(
      manifest([user("new", [.comment: .text("a")], was: "old")]),
      snapshot([live("old", [.comment: .text("a")], isOwned: false)]))
    #expect(plan.change("new")?.action == .rename)
    #expect(plan.change("new")?[.comment]?.ownership == .taken)
  }

  @Test func `unmanaged forwards follow a renamed account`() throws {
    let plan = plan(
      manifest([user("new", was: "old"), user("pa")]),
      snapshot([
        live("old"), live("pa", [.forward: .forward("old")], owned: []),
        live("guest", [.assistant: .assistant("old")], isOwned: false),
      ]))
    #expect(plan.change("pa")?[.forward]?.after == .forward("new"))
    #expect(plan.change("guest")?[.assistant]?.after == .assistant("new"))
    #expect(plan.change("guest")?.owned == [])
    #expect(plan.verdicts("dangling-target") == [.passed])
  }

  @Test func `unmanaged forwards to a sub-address follow too`() {
    let plan = plan(
      manifest([user("new", was: "old")]),
      snapshot([live("old"), live("guest", [.forward: .forward("old+x")], isOwned: false)]))
    #expect(plan.change("guest")?[.forward]?.after == .forward("new+x"))
  }

  @Test func `a managed forward says itself where it goes`() {
    let plan = plan(
      manifest([
        user("new", [.aliases: .aliases("old")], was: "old"),
        user("pa", [.forward: .forward("old")]),
      ]),
      snapshot([
        live("old", [.aliases: .aliases()]), live("pa", [.forward: .forward("old")]),
      ]))
    #expect(plan.change("pa") == nil)
    #expect(plan.verdicts("dangling-target") == [.passed])
  }
}
