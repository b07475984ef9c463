import MailModel
import Planning
import TestSupport
import Testing

@testable import Reports

@Suite struct DeliveryTextTests {
  private func side(_ names: String...) -> DeliveryChange.Side {
    side(names.map { .mailbox(Samples.address($0)) })
  }

  private func side(_ receivers: [Route.Receiver]) -> DeliveryChange.Side {
    .init(
      answer: receivers.isEmpty ? .unknown : .delivered, count: receivers.count,
      receivers: receivers.count > 20 ? nil : receivers)
  }

  private func change(
    _ name: String, _ before: DeliveryChange.Side, _ after: DeliveryChange.Side,
    gains: [String] = [], loses: [String] = [], kind: DeliveryChange.Kind = .other
  ) -> DeliveryChange {
    .init(
      address: Samples.address(name), before: before, after: after,
      gains: gains.map { .mailbox(Samples.address($0)) },
      loses: loses.map { .mailbox(Samples.address($0)) }, kind: kind)
  }

  private func lines(_ changes: [DeliveryChange], isVerbose: Bool = false) -> [String] {
    DeliveryText(style: Style(isVerbose: isVerbose)).lines(of: changes)
  }

  @Test func `who gets it is named before and after`() {
    let outside = side([.outside(Address(canonical: "x@home.example"))])
    #expect(
      lines([change("head", side("head", "pa"), outside), change("old", side("old"), side())]) == [
        "delivery changes:",
        "    head@school.example: head@school.example, pa@school.example -> x@home.example (outside)",
        "    old@school.example: old@school.example -> nobody (550)",
      ])
  }

  @Test func `many are counted, and who comes and goes is named`() {
    let many = (0..<25).map { Route.Receiver.mailbox(Samples.address("m\($0)")) }
    #expect(
      lines([
        change(
          "all", side(many), side(Array(many.dropLast())), gains: ["a"],
          loses: ["b", "c", "d", "e", "f"])
      ]).last
        == "    all@school.example: 25 receivers -> 24 receivers, + a@school.example, "
        + "- b@school.example, - c@school.example, - d@school.example, - e@school.example, - 1 other"
    )
  }

  @Test func `a receiver that is renamed is told from its successor`() {
    var swapped = change("ada", side("ada"), side("ada"))
    swapped.renamed = [Samples.address("ada"): Samples.address("ben")]
    #expect(
      lines([swapped]).last
        == "    ada@school.example: ada@school.example (then ben@school.example) "
        + "-> ada@school.example")
  }

  @Test func `what leaves the site is never among those left out`() {
    let outside = side([.outside(Address(canonical: "x@home.example"))])
    var leaving = change("z", side("z"), outside)
    leaving.gains = outside.receivers ?? []
    let changes = (0..<30).map { change("a\($0)", side("b"), side("c")) } + [leaving]
    #expect(lines(changes).contains { $0.contains("x@home.example") })
  }

  @Test(arguments: [(20, 21), (21, 22)])
  func `twenty lines are shown, and the rest is counted`(_ count: Int, _ expected: Int) {
    let changes = (0..<count).map { change("a\($0)", side("b"), side("c")) }
    #expect(lines(changes).count == expected)
    #expect(lines(changes, isVerbose: true).count == count + 1)
    #expect(lines(changes).last == "    and 1 more" || count == 20)
  }

  @Test func `what follows from additions and removals is counted unless asked for`() {
    let changes = [
      change("new", side(), side("new"), kind: .newMailbox),
      change("old", side("old"), side(), kind: .removed),
      change("older", side("older"), side(), kind: .removed),
    ]
    #expect(
      lines(changes) == [
        "delivery changes:", "    1 new address reaches its new account alone",
        "    2 addresses of removed accounts: nobody (550)",
      ])
    #expect(lines(changes, isVerbose: true).count == 4)
  }

  @Test func `a plan that changes no delivery says nothing of it`() {
    #expect(lines([]) == [])
  }
}
