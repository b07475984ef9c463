import MailModel

extension Route {
  /// By name, sorted.
  static func receivers(
    _ receivers: [RouteWalk.Receiver], in table: RoutingTable
  ) -> [Receiver] {
    receivers.map { receiver in
      switch receiver {
      case .mailbox(let node): .mailbox(table.name(of: node))
      case .outside(let address): .outside(address)
      }
    }.sorted { $0.address < $1.address }
  }
}
