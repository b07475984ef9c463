import MailModel

/// What the manifest asserts of the routes, held against those that the plan leads to.
struct AssertedRoutes {
  struct Reach {
    var address: Address
    var mailboxes: Int
    var asserted: Int
  }

  struct Leak {
    var subject: Assertions.Subject
    var address: Address
    /// Sorted.
    var outside: [Address]
  }

  private(set) var reaches: [Reach] = []
  /// In the order of the assertions, then by address.
  private(set) var leaks: [Leak] = []
  private let site: SiteView
  private let numbers = ReceiverNumbers()
  private var answers: RouteAnswers

  init(_ assertions: Assertions, _ after: SiteView, routedRows: [Int]) {
    site = after
    answers = RouteAnswers(
      RoutingTable(after), numbers, since: after.sides.context.today,
      hasAssistants: after.hasAssistants(routedRows: routedRows))
    for reach in assertions.reaches {
      let receivers = answers.answer(to: reach.address).receivers
      let mailboxes = numbers.sets.count(receivers) - outside(receivers).count
      reaches.append(
        Reach(address: reach.address, mailboxes: mailboxes, asserted: reach.mailboxes))
    }
    for subject in assertions.noExternal {
      switch subject {
      case .account(let address): check(address, subject)
      case .group(let name):
        var addresses = routed(in: name, routedRows)
        addresses += answers.table.groupAddresses.filter { $0.value.sameBytes(as: name) }.map(\.key)
        for address in addresses.sorted() { check(address, subject) }
      }
    }
  }

  /// The members that send mail on: nobody else's could leave the site.
  private func routed(in group: String, _ routedRows: [Int]) -> [Address] {
    var nodes = Set(routedRows)
    for (index, entry) in site.entries.enumerated()
    where entry.isAccount && (entry[.forward] ?? entry[.assistant]) != nil {
      nodes.insert(site.account(ofEntry: index))
    }
    return nodes.filter { answers.table.group(of: $0)?.sameBytes(as: group) == true }.map(
      answers.table.name)
  }

  private mutating func check(_ address: Address, _ subject: Assertions.Subject) {
    let outside = outside(answers.answer(to: address).receivers)
    if !outside.isEmpty {
      leaks.append(Leak(subject: subject, address: address, outside: outside.sorted()))
    }
  }

  private func outside(_ receivers: SharedSets.Members) -> [Address] {
    numbers.outside(in: receivers)
  }
}
