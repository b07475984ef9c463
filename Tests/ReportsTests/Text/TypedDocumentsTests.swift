import MailModel
import Planning
import Reports
import TestSupport
import Testing

@Suite struct TypedDocumentsTests {
  private static let style: Style = {
    var domains = TypedDomains()
    domains.insert("xn--schle-mva.example")
    return Style(domains: domains)
  }()

  private static func address(_ name: String) -> Address {
    Address(canonical: "\(name)@xn--schle-mva.example")
  }

  private static var plan: Plan {
    var renamed = Change(
      .rename, .account, address("head").text,
      fields: [
        FieldChange(.comment, before: .text(""), after: .text("is a@xn--schle-mva.example")),
        FieldChange(
          .aliases, before: .addresses([]), after: .addresses([address("boss")])),
        FieldChange(
          .forward, before: .nothing,
          after: .forwarding(Forwarding(targets: [address("pa")], keepsCopy: true))),
      ])
    renamed.formerName = address("old").text
    let finding = Finding(
      "operator", .refused, subject: address("head").text, measured: 1, limit: 0,
      message: "\(address("head")) runs this plan", allow: nil)
    return Samples.plan([renamed], [finding], held: [address("late")])
  }

  @Test func `a plan names addresses as typed and leaves free text alone`() {
    let text = TextReport(style: Self.style).plan(Self.plan)
    #expect(text.contains("-> head@schüle.example  (was old@schüle.example)"))
    #expect(text.contains("boss@schüle.example"))
    #expect(text.contains("pa@schüle.example"))
    #expect(text.contains("refused: head@schüle.example runs this plan"))
    #expect(text.contains("    late@schüle.example"))
    #expect(text.contains("\"is a@xn--schle-mva.example\""))
    #expect(text.split(separator: "\n").count { $0.contains("xn--") } == 1)
  }

  @Test func `a refusal names addresses as typed`() {
    let text = TextReport(style: Self.style).refusal(Self.plan)
    #expect(text.contains("head@schüle.example runs this plan"))
    #expect(!text.contains("xn--"))
  }

  @Test func `columns are aligned by the typed spelling, and json has the name in the store`() {
    let lines = [
      AccountLine(account: Self.address("head"), group: "staff"),
      AccountLine(account: Samples.address("ada"), group: "staff"),
    ]
    let report = ListReport(lines, seatsUsed: 2, seatsLimit: nil)
    let rows = report.text(style: Self.style).split(separator: "\n").prefix(3).map {
      $0.split(separator: "staff")[0].count
    }
    #expect(rows[1] == rows[2])
    #expect(report.text(style: Self.style).contains("head@schüle.example  "))
    #expect(report.json().contains("\"head@xn--schle-mva.example\""))
  }

  @Test func `without a manifest the name in the store is shown`() {
    #expect(TextReport().plan(Self.plan).contains("-> head@xn--schle-mva.example"))
  }

  @Test func `the way to bring an account back names it as typed`() {
    var applied = Applied(run: 1)
    applied.removed = [Self.address("head")]
    #expect(
      RunReport(style: Self.style).text(applied).contains("trash restore head@schüle.example"))
  }
}
