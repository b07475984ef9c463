import MailModel

/// Numbers for who may get mail, the same before a plan and after it.
final class ReceiverNumbers {
  let sets = SharedSets()
  /// Stands in a set for what has to be followed message by message.
  static let unknown = 0
  /// Behind all addresses outside: where only some can be named, it is those that matter.
  private static let firstMailbox = 1 << 36
  private var outside: [Address] = []
  private var numbers: [Address: Int] = [:]

  static func mailbox(_ node: Int) -> Int { firstMailbox + node }

  func outside(_ address: Address) -> Int {
    if let number = numbers[address] { return number }
    outside.append(address)
    numbers[address] = outside.count
    return outside.count
  }

  func set(of receivers: Set<RouteWalk.Receiver>) -> SharedSets.Members {
    sets.set(
      of: receivers.map { receiver in
        switch receiver {
        case .mailbox(let node): Self.mailbox(node)
        case .outside(let address): outside(address)
        }
      })
  }

  /// In the order of their numbers, those behind the first `limit` left out.
  func receivers(of set: SharedSets.Members, first limit: Int = .max) -> [RouteWalk.Receiver] {
    sets.numbers(of: set, first: limit).map {
      $0 < Self.firstMailbox ? .outside(outside[$0 - 1]) : .mailbox($0 - Self.firstMailbox)
    }
  }

  /// The members that are addresses outside.
  func outside(in set: SharedSets.Members) -> [Address] {
    // Their numbers come first.
    sets.numbers(of: set, below: Self.firstMailbox).map { outside[$0 - 1] }
  }
}
