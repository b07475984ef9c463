import MailModel
import Planning
import Testing

@Suite struct PlanDocumentTests {
  private func document(_ plan: Plan, created: String = "2026-11-22T18:00:00Z") -> PlanDocument {
    PlanDocument(
      plan: plan, created: created, storeURL: "sqlite:rollbook.db",
      allowances: [Allowance(guardName: "removal-limit", value: "12")])
  }

  @Test(arguments: [SamplePlan.everything, SamplePlan.empty])
  func `what is written reads back as it was`(_ plan: Plan) throws {
    let document = document(plan)
    let copy = try PlanDocument.read(document.text())
    #expect(copy == document)
    #expect(copy.text().utf8.elementsEqual(document.text().utf8))
  }

  @Test func `the same plan is the same bytes but for the moment`() {
    let first = document(SamplePlan.everything).text()
    let second = document(SamplePlan.everything, created: "2027-01-01T00:00:00Z").text()
    #expect(first != second)
    #expect(
      first.split(separator: "\n").filter { !$0.contains("\"created\"") }
        == second.split(separator: "\n").filter { !$0.contains("\"created\"") })
  }

  @Test func `no secret is in the text`() {
    let text = document(SamplePlan.everything).text()
    #expect(!text.contains("$6$"))
    #expect(!text.contains("SHA512"))
    #expect(text.contains("\"***\""))
  }

  @Test func `slashes and letters of all scripts stand as they are`() {
    #expect(document(SamplePlan.everything).text().contains(#""Ada é 漢 / \"L\"""#))
  }

  @Test(arguments: [
    ("sqlite:rollbook.db", "sqlite:rollbook.db"),
    ("postgres://db.example/mail", "postgres://db.example/mail"),
    ("postgres://rb:pw@db.example/mail", "postgres://db.example/mail"),
    ("postgres://rb:p/w?x@y@db.example/mail", "postgres://db.example/mail"),
    ("postgres://db.example/mail?password=pw", "postgres://db.example/mail"),
  ])
  func `the URL loses its credentials`(_ url: String, _ shown: String) {
    let document = PlanDocument(plan: SamplePlan.empty, created: "", storeURL: url)
    #expect(document.store.url == shown)
  }

  @Test func `a plan of another version is refused by its version`() {
    let text = document(SamplePlan.empty).text().replacing(
      "\"rollbook_plan\" : 1", with: "\"rollbook_plan\" : 2")
    #expect(throws: PlanDocumentError.otherVersion(2)) { try PlanDocument.read(text) }
  }

  @Test(arguments: ["", "{}", "[1]", "{\"rollbook_plan\": 1}", "rollbook: 1"])
  func `another text is no plan`(_ text: String) {
    #expect(throws: PlanDocumentError.notAPlan) { try PlanDocument.read(text) }
  }

  @Test func `changes and findings of the history read back as they were`() throws {
    let plan = SamplePlan.everything
    #expect(
      try ChangeDocument.documents(in: ChangeDocument.text(of: plan.changes))
        == plan.changes.map(ChangeDocument.init))
    #expect(
      try FindingDocument.documents(in: FindingDocument.text(of: plan.findings))
        == plan.findings.map(FindingDocument.init))
  }

  @Test func `nothing to keep is an empty array`() {
    #expect(ChangeDocument.text(of: []) == "[]")
    #expect(FindingDocument.text(of: []) == "[]")
  }
}
