import MailModel

/// Whom a message to an address is for, before it is followed.
struct Addressee {
  /// `delivered` where it can be followed.
  var answer = Route.Answer.delivered
  /// Whose own address, or sub-address of it, it is; nil for a group.
  var account: Int?
}

extension RoutingTable {
  mutating func addressee(of address: Address) -> Addressee {
    switch holder(of: address) {
    case .account(let node), .alias(let node):
      return Addressee(answer: isLeaving(node) ? .deferred : .delivered, account: node)
    case .group(let name):
      if isHeld(address) { return Addressee(answer: .deferred) }
      return Addressee(answer: members(of: name).isEmpty ? .unknown : .delivered)
    case .nobody: return Addressee(answer: .unknown)
    case .outside: return Addressee(answer: .elsewhere)
    }
  }
}
