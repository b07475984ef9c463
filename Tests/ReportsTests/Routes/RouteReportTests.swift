import MailModel
import Planning
import Reports
import TestSupport
import Testing

@Suite struct RouteReportTests {
  private let head = Samples.address("head")
  private let today = Day(secondsSince1970: 1_795_370_400)

  private func route(_ asked: String, isLeaving: Bool = false) -> Route {
    snapshot(
      [
        live(
          "head",
          [
            .aliases: .addresses([address("boss")]), .group: .text("staff"),
            .forward: .forward("x@home.example", "nobody"), .autoresponder: .reply("Away"),
            .assistant: .assistant(Assistant(targets: [address("pa")])),
          ], isLeaving: isLeaving),
        live("pa", [.group: .text("staff"), .forward: .forward("head", keep: false)]),
        live("kid", [.group: .text("year-7")]),
      ],
      groups: [
        liveGroup("staff", [.address: .groupAddress("staff")]), liveGroup("year-7"),
      ]
    ).route(to: address(asked), from: nil, on: today)
  }

  @Test func `each hop says why and what becomes of the message`() {
    let text = RouteReport(
      Samples.address("staff"), from: nil, now: route("staff"),
      after: route("staff", isLeaving: true)
    ).text()
    expectGolden(text, "route.txt")
  }

  @Test func `equal routes are told once`() {
    let report = RouteReport(head, from: nil, now: route("head"), after: route("head"))
    #expect(report.text().contains("now and after the manifest:"))
    let alone = RouteReport(head, from: nil, now: route("head"), after: nil)
    #expect(alone.text().hasPrefix("head@school.example, now:\n"))
  }

  @Test func `an answer that nobody gets is one line`() {
    let report = RouteReport(
      Samples.address("zz"), from: head, now: route("zz"), after: nil)
    #expect(
      report.text()
        == "zz@school.example, from head@school.example, now:\n"
        + "  refused with 550, nobody has the address\n")
  }

  @Test func `steps far down a chain are numbered instead of set in`() {
    let chain = (0..<30).map { index in
      live("u\(index)", index < 29 ? [.forward: .forward("u\(index + 1)")] : [:])
    }
    let route = snapshot(chain).route(to: address("u0"), from: nil, on: today)
    let lines = RouteReport(address("u0"), from: nil, now: route, after: nil).text()
      .split(separator: "\n")
    let blanks = String(repeating: " ", count: 44)
    #expect(lines.contains { $0.hasPrefix("\(blanks)u20@school.example: ") })
    #expect(lines.contains { $0.hasPrefix("\(blanks)step 21: u21@school.example: ") })
    #expect(lines.contains { $0.hasPrefix("\(blanks)step 29: u29@school.example: ") })
  }

  @Test func `programs get the same`() {
    let report = RouteReport(Samples.address("boss"), from: nil, now: route("boss"), after: nil)
    expectGolden(report.json(), "route.json")
  }
}
