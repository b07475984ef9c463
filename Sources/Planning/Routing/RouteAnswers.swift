import MailModel

/// What becomes of a message to any address at one moment, as `RouteWalk` says it of one.
///
/// What many addresses lead to is worked out once and shared, so that to ask for all of them costs
/// as much as the ways of the mail are many.
struct RouteAnswers {
  struct Answer {
    var answer: Route.Answer
    var receivers: SharedSets.Members
  }

  private let numbers: ReceiverNumbers
  private let start: Day?
  private var graph: MessageGraph
  private var reached: ReachedSets
  /// By account, for its aliases, of which there may be many.
  private var ofAliases: [Int: Answer] = [:]

  var table: RoutingTable {
    _read { yield graph.places.table }
    _modify { yield &graph.places.table }
  }

  /// An autoresponder that ended before `start` does nothing any more; nil counts every one.
  ///
  /// `hasAssistants` is false where no account has any.
  init(
    _ table: RoutingTable, _ numbers: ReceiverNumbers = ReceiverNumbers(), since start: Day? = nil,
    hasAssistants: Bool
  ) {
    self.numbers = numbers
    self.start = start
    graph = MessageGraph(
      MailPlaces(table, numbers), numbers.sets, hasAssistants: hasAssistants)
    reached = ReachedSets(numbers.sets)
  }

  /// The sender is somebody who is nobody's assistant.
  mutating func answer(to address: Address) -> Answer {
    guard case .alias(let node) = table.holder(of: address) else { return newAnswer(to: address) }
    if let known = ofAliases[node] { return known }
    let answer = newAnswer(to: address)
    ofAliases[node] = answer
    return answer
  }

  private mutating func newAnswer(to address: Address) -> Answer {
    let addressee = table.addressee(of: address)
    guard addressee.answer == .delivered, let message = graph.message(to: address) else {
      return Answer(answer: addressee.answer, receivers: .none)
    }
    var receivers = reached.members(from: message, in: &graph)
    if numbers.sets.contains(ReceiverNumbers.unknown, in: receivers) {
      return walk(to: address)
    }
    var isAnswered = false
    if let node = addressee.account,
      numbers.sets.contains(ReceiverNumbers.mailbox(node), in: receivers), discards(node)
    {
      isAnswered = true
      receivers = numbers.sets.subtract(
        receivers, numbers.sets.set(of: [ReceiverNumbers.mailbox(node)]))
    }
    return Answer(
      answer: receivers.isEmpty ? isAnswered ? .answered : .lost : .delivered,
      receivers: receivers)
  }

  /// True when somebody gets what is sent on to an account, whatever its address.
  mutating func isDelivered(toAccount node: Int) -> Bool {
    let receivers = reached.members(from: graph.message(toAccount: node), in: &graph)
    if numbers.sets.contains(ReceiverNumbers.unknown, in: receivers) {
      return !RouteWalk(&table, toAccount: node).receivers.isEmpty
    }
    return !receivers.isEmpty
  }

  /// True for an account that answers mail for its own addresses and keeps none of it.
  private func discards(_ node: Int) -> Bool {
    guard let responder = table.autoresponder(of: node) else { return false }
    return !responder.keepsOriginal && !responder.isOver(before: start)
  }

  // Through `table` each of these would copy it.
  func name(of node: Int) -> Address { graph.places.table.name(of: node) }
  func aliases(of node: Int) -> [Address] { graph.places.table.aliases(of: node) }
  func group(of node: Int) -> String? { graph.places.table.group(of: node) }

  private mutating func walk(to address: Address) -> Answer {
    let walk = RouteWalk(&table, to: address, since: start)
    return Answer(answer: walk.answer, receivers: numbers.set(of: walk.receivers))
  }

  /// By name, those behind the first `limit` left out.
  func receivers(of set: SharedSets.Members, first limit: Int = .max) -> [Route.Receiver] {
    Route.receivers(numbers.receivers(of: set, first: limit), in: graph.places.table)
  }
}
