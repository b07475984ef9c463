import MailModel

extension Snapshot {
  /// Who gets a message to `address` now; `sender` is nil for somebody who is nobody's assistant.
  package func route(to address: Address, from sender: Address?, on today: Day) -> Route {
    let context = PlanContext(operatorAddress: nil, now: 0, today: today)
    var table = RoutingTable(SiteView(before: [], DesiredAndLive(Manifest(), self, context)))
    return Route(&table, address, sender, today)
  }
}

extension UnjudgedPlan {
  /// Who gets a message to `address` once the plan is done.
  package func route(to address: Address, from sender: Address?) -> Route {
    var table = RoutingTable(SiteView(after: entries, sides))
    return Route(&table, address, sender, sides.context.today)
  }
}

extension Route {
  fileprivate init(
    _ table: inout RoutingTable, _ address: Address, _ sender: Address?, _ today: Day
  ) {
    let walk = RouteWalk(&table, to: address, from: sender, telling: .init(today: today))
    self.init(
      answer: walk.answer, hops: walk.hops,
      receivers: Self.receivers(Array(walk.receivers), in: table))
  }
}
