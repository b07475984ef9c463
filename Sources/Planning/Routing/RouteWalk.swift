import MailModel

/// Follows one message through a routing table, as the mail server would.
///
/// Mail goes by the maps of the views first and meets an account's script at its mailbox. A script
/// knows who sent the message and who passed it on as a copy for an assistant; a message that comes
/// a second time with nothing new goes no further, which ends every circle.
struct RouteWalk {
  enum Receiver: Hashable {
    case mailbox(Int)
    case outside(Address)
  }

  private(set) var answer = Route.Answer.delivered
  private(set) var receivers: Set<Receiver> = []
  /// Empty unless they were asked for.
  private(set) var hops: [Route.Hop] = []
  private let telling: Telling?
  /// An autoresponder that ended before does nothing any more; nil counts every one.
  private let start: Day?
  private let sender: Address?
  /// Whose own address, or sub-address of it, the message was sent to.
  private var addressed: Int?
  /// By account, the copies for assistants that it was before it came.
  private var seen: [Int: [Set<Int>]] = [:]
  private var ahead: [Step] = []
  private var isAnswered = false
  /// What a copy may do depends on all that it was before; nobody sends the tenth by chance.
  static let mostVisits = 9

  /// That hops are to be told, on a day.
  struct Telling {
    var today: Day
  }

  private struct Step {
    enum Aim {
      case address(Address)
      case account(Int)
      /// A target that is leaving.
      case held(Address)
      /// A target that is a group without members.
      case nobody(Address)
    }

    var aim: Aim
    var reason: Route.Reason
    var depth: Int
    /// The accounts that have sent it to their assistants.
    var copies: Set<Int>
  }

  /// `sender` is nil for somebody who is nobody's assistant.
  init(
    _ table: inout RoutingTable, to address: Address, from sender: Address? = nil,
    telling: Telling? = nil, since start: Day? = nil
  ) {
    self.sender = sender
    self.telling = telling
    self.start = start
    begin(&table, address)
    if answer == .delivered, receivers.isEmpty { answer = isAnswered ? .answered : .lost }
  }

  /// Follows a message to an account, whatever its address.
  init(_ table: inout RoutingTable, toAccount node: Int) {
    sender = nil
    telling = nil
    start = nil
    follow(&table, Step(aim: .account(node), reason: .asked, depth: 0, copies: []))
    if receivers.isEmpty { answer = .lost }
  }

  private mutating func begin(_ table: inout RoutingTable, _ address: Address) {
    let addressee = table.addressee(of: address)
    answer = addressee.answer
    addressed = addressee.account
    if answer == .deferred { return tell(address, .asked, 0, .deferred) }
    follow(&table, Step(aim: .address(address), reason: .asked, depth: 0, copies: []))
    if answer == .elsewhere { receivers = [] }
  }

  /// With a stack of its own, since chains may be long.
  private mutating func follow(_ table: inout RoutingTable, _ first: Step) {
    ahead = [first]
    while let step = ahead.popLast() {
      switch step.aim {
      case .held(let address): tell(address, step.reason, step.depth, .leftOut)
      case .nobody(let address): tell(address, step.reason, step.depth, .unknown)
      case .account(let node): visit(node, step, &table)
      case .address(let address): expand(address, step, &table)
      }
    }
  }

  private mutating func expand(_ address: Address, _ step: Step, _ table: inout RoutingTable) {
    switch table.holder(of: address) {
    case .account(let node): visit(node, step, &table)
    case .alias(let node):
      tell(address, step.reason, step.depth, .passedOn)
      ahead.append(
        Step(
          aim: .account(node), reason: .alias(address), depth: step.depth + 1, copies: step.copies))
    case .group(let name):
      let members = table.members(of: name)
      tell(address, step.reason, step.depth, members.isEmpty ? .unknown : .passedOn)
      for node in members.reversed() {
        ahead.append(
          Step(
            aim: .account(node), reason: .member(group: name), depth: step.depth + 1,
            copies: step.copies))
      }
    case .nobody: tell(address, step.reason, step.depth, .unknown)
    case .outside:
      receivers.insert(.outside(address))
      tell(address, step.reason, step.depth, .outside)
    }
  }

  private mutating func visit(_ node: Int, _ step: Step, _ table: inout RoutingTable) {
    let settings = table.settings(of: node)
    let before = seen[node, default: []]
    guard before.count < Self.mostVisits, !before.contains(step.copies) else {
      if telling != nil { tell(table.name(of: node), step.reason, step.depth, .again) }
      return
    }
    seen[node, default: []].append(step.copies)
    // What is under way to an account that is leaving still arrives.
    if settings.isLeaving {
      receivers.insert(.mailbox(node))
      if telling != nil { tell(table.name(of: node), step.reason, step.depth, .mailbox) }
      return
    }
    let name = table.name(of: node)
    var onward: [Step] = []
    func pass(_ target: Address, _ reason: Route.Reason, _ copies: Set<Int>) -> Bool {
      let aim: Step.Aim
      let isPassed: Bool
      switch (table.isHeld(target), table.isEmptyGroup(target)) {
      case (true, _): (aim, isPassed) = (.held(target), false)
      case (_, true): (aim, isPassed) = (.nobody(target), false)
      case (false, false): (aim, isPassed) = (.address(target), true)
      }
      onward.append(Step(aim: aim, reason: reason, depth: step.depth + 1, copies: copies))
      return isPassed
    }
    var isPassedOn = false
    if let forward = settings.forward {
      for target in forward.targets
      where pass(target, .forward(of: name, keepsCopy: forward.keepsCopy), step.copies) {
        isPassedOn = true
      }
    }
    var isCopied = false
    if settings.meetsScript(isPassedOn: isPassedOn), let assistant = settings.assistant,
      isForAssistant(node, step, &table)
    {
      for target in assistant.targets
      where pass(
        target, .assistant(of: name, isOnly: assistant.isOnly), step.copies.union([node]))
      {
        isCopied = true
      }
    }
    let isDelivered = settings.keeps(isPassedOn: isPassedOn, isCopied: isCopied)
    let reply = reply(of: settings.autoresponder, node, isDelivered, &table)
    if reply == .answersAndDiscards {
      isAnswered = true
    } else if isDelivered {
      receivers.insert(.mailbox(node))
    }
    tell(name, step.reason, step.depth, isDelivered ? .mailbox : .passedOn, reply)
    ahead += onward.reversed()
  }

  /// False for mail that an assistant sent, for a copy that came to an assistant, and for one that
  /// came back.
  private func isForAssistant(
    _ node: Int, _ step: Step, _ table: inout RoutingTable
  ) -> Bool {
    for other in step.copies where other == node || table.isAssistant(node, of: other) {
      return false
    }
    guard let sender else { return true }
    switch table.holder(of: sender) {
    case .account(let writer), .alias(let writer): return !table.isAssistant(writer, of: node)
    case .group, .nobody, .outside: return true
    }
  }

  /// What an autoresponder does with mail for its account; on any day, where none is given.
  private func reply(
    of responder: Autoresponder?, _ node: Int, _ isDelivered: Bool, _ table: inout RoutingTable
  ) -> Route.Reply? {
    guard let responder else { return nil }
    if !isDelivered { return .isSilent(.noCopy) }
    if let today = telling?.today,
      responder.from.map({ today < $0 }) ?? false || responder.until.map({ today > $0 }) ?? false
    {
      return .isSilent(.otherDays)
    }
    if responder.isOver(before: start) { return .isSilent(.otherDays) }
    if addressed != node { return .isSilent(.notAddressed) }
    if isOwn(sender, node, &table) { return .isSilent(.ownMail) }
    return responder.keepsOriginal ? .answers : .answersAndDiscards
  }

  private func isOwn(_ sender: Address?, _ node: Int, _ table: inout RoutingTable) -> Bool {
    guard let sender else { return false }
    switch table.holder(of: sender) {
    case .account(let writer), .alias(let writer): return writer == node
    case .group, .nobody, .outside: return false
    }
  }

  private mutating func tell(
    _ address: Address, _ reason: Route.Reason, _ depth: Int, _ end: Route.End,
    _ reply: Route.Reply? = nil
  ) {
    guard telling != nil else { return }
    hops.append(
      Route.Hop(depth: depth, address: address, reason: reason, end: end, reply: reply))
  }
}
