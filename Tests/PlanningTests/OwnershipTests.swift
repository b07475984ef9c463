import MailModel
import Planning
import TestSupport
import Testing

@Suite struct OwnershipTests {
  @Test func `a managed and owned field is edited when its bytes differ`() throws {
    let plan = plan(
      manifest([user("head", [.quota: .quota(Quota(bytes: 2))])]),
      snapshot([live("head", [.quota: .quota(Quota(bytes: 1))])]))
    let change = try #require(plan.change("head"))
    #expect(change.action == .edit)
    #expect(
      change.fields == [
        FieldChange(.quota, before: .quota(Quota(bytes: 1)), after: .quota(Quota(bytes: 2)))
      ])
    #expect(change.owned == FieldSet([.quota]))
    #expect(change.id == accountID("head"))
    #expect(change.source == Place(file: "rollbook.yaml", line: 10, column: 3))
  }

  @Test func `composed and decomposed spellings of a name differ`() {
    let plan = plan(
      manifest([user("head", [.name: .text("Ren\u{e9}")])]),
      snapshot([live("head", [.name: .text("Rene\u{301}")])]))
    #expect(plan.summary.edit == 1)
  }

  @Test func `taking up an equal value is an edit`() throws {
    let plan = plan(
      manifest([user("head", [.comment: .text("x")])]),
      snapshot([live("head", [.comment: .text("x")], owned: [])]))
    let field = try #require(plan.change("head")?[.comment])
    #expect(field.ownership == .taken)
    #expect(!field.changesValue)
  }

  @Test(arguments: [Field.comment, .admin, .forward, .aliases])
  func `a dropped field goes back to its default`(field: Field) throws {
    let values: [Field: FieldValue] = [
      .comment: .text("x"), .admin: .flag(true), .forward: .forward("a@home.example"),
      .aliases: .aliases("boss"),
    ]
    let value = try #require(values[field])
    let plan = plan(manifest([user("head")]), snapshot([live("head", [field: value])]))
    let change = try #require(plan.change("head")?[field])
    #expect(change.ownership == .dropped)
    #expect(change.before == value)
    #expect(change.after == field.emptyValue)
    #expect(plan.change("head")?.owned == [])
  }

  @Test(arguments: [Field.password, .enabled, .protect])
  func `a dropped field that keeps its value only ends ownership`(field: Field) throws {
    let values: [Field: FieldValue] = [
      .password: .hash("a"), .enabled: .flag(false), .protect: .flag(true),
    ]
    let value = try #require(values[field])
    let plan = plan(manifest([user("head")]), snapshot([live("head", [field: value])]))
    let change = try #require(plan.change("head")?[field])
    #expect(change.ownership == .dropped)
    #expect(change.after == value)
  }

  @Test func `a field that nobody manages or owns keeps its live value`() {
    let plan = plan(
      manifest([user("head")]),
      snapshot([live("head", [.autoresponder: .reply("away")], owned: [])]))
    #expect(plan.verdict == .inSync)
  }

  @Test func `an emptied field is set to its default`() throws {
    let plan = plan(
      manifest([user("head", [.forward: .nothing])]),
      snapshot([live("head", [.forward: .forward("a@home.example")])]))
    #expect(plan.change("head")?[.forward]?.after == .nothing)
    #expect(plan.change("head")?[.forward]?.ownership == .unchanged)
  }

  @Test func `a kept password stays owned without a word`() {
    let plan = plan(
      manifest([user("head")]) { $0.keepsPasswords = true },
      snapshot([live("head", [.password: .hash("a")])]))
    #expect(plan.verdict == .inSync)
    #expect(plan.summary.unchanged == 1)
  }

  @Test func `a kept password stays owned beside another edit`() {
    let plan = plan(
      manifest([user("head", [.comment: .text("new")])]) { $0.keepsPasswords = true },
      snapshot([live("head", [.comment: .text("old"), .password: .hash("a")])]))
    #expect(plan.change("head")?.fields.map(\.field) == [.comment])
    #expect(plan.change("head")?.owned == FieldSet([.comment, .password]))
  }

  @Test func `a listed account that is not owned is adopted with all managed fields`() throws {
    let plan = plan(
      manifest([user("head", [.name: .text("A"), .comment: .text("x")])]),
      snapshot([live("head", [.name: .text("A"), .quota: .quota(Quota(bytes: 1))], isOwned: false)])
    )
    let change = try #require(plan.change("head"))
    #expect(change.action == .adopt)
    #expect(change.fields.map(\.ownership) == [.taken, .taken])
    #expect(change.fields.map(\.changesValue) == [false, true])
    #expect(change.owned == FieldSet([.name, .comment]))
  }

  @Test func `an account is adopted even without a field to manage`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head", isOwned: false)]))
    #expect(plan.outline == ["adopt account head@school.example"])
  }

  @Test func `an add lists every managed field and what else the manifest says`() throws {
    let plan = plan(
      manifest([user("head", [.name: .text("A"), .comment: .text("")], mail: .fresh)]), snapshot())
    let change = try #require(plan.change("head"))
    #expect(change.action == .add)
    #expect(
      change.fields == [
        FieldChange(.name, before: nil, after: .text("A")),
        FieldChange(.comment, before: nil, after: .text("")),
      ])
    #expect(change.extra?.mail == .fresh)
    #expect(change.id == nil)
    #expect(change.precondition == nil)
  }

  @Test func `an account that an unfinished run left as leaving is planned as it is`() {
    let plan = plan(manifest([user("head")]), snapshot([live("head", isLeaving: true)]))
    #expect(plan.verdict == .inSync)
  }
}
