import MailModel

/// The ways of messages from place to place, as `RouteWalk` follows one: a copy for an assistant
/// goes to no assistant of who has sent it on, nor of who is an assistant of those.
///
/// So a message is a place with the accounts whose scripts let it pass by. Only those count that it
/// can still get to, so at most places there is one message, and what all of them lead to is found
/// in one walk.
struct MessageGraph: MemberGraph {
  private struct Message: Hashable {
    var place: Int
    /// Accounts that keep it from their assistants.
    var passing: SharedSets.Members
  }

  var places: MailPlaces
  private let sets: SharedSets
  /// The accounts with assistants that a place leads to.
  private var withAssistants: ReachedSets
  private let hasAssistants: Bool
  private var forwardParts = ForwardParts()
  private var messages: [Message] = []
  private var known: [Message: Int] = [:]
  /// By place.
  private var counts: [Int: Int] = [:]
  private var onward: [[Int]?] = []

  /// `hasAssistants` is false where no account has any.
  init(_ places: MailPlaces, _ sets: SharedSets, hasAssistants: Bool) {
    self.places = places
    self.sets = sets
    self.hasAssistants = hasAssistants
    withAssistants = ReachedSets(sets)
  }

  /// A message as it is sent.
  mutating func message(toAccount node: Int) -> Int {
    message(at: places.place(ofAccount: node), passing: .none)
  }

  /// A message as it is sent; nil where nobody gets it.
  mutating func message(to address: Address) -> Int? {
    places.place(of: address).map { message(at: $0, passing: .none) }
  }

  private mutating func message(at place: Int, passing: SharedSets.Members) -> Int {
    let message = Message(
      place: place,
      passing: passing.isEmpty
        ? passing : sets.intersect(passing, withAssistants.members(from: place, in: &places)))
    if let number = known[message] { return number }
    let number = messages.count
    messages.append(message)
    onward.append(nil)
    known[message] = number
    if hasAssistants { counts[place, default: 0] += 1 }
    return number
  }

  /// True where messages meet that were too many things before.
  private func isUnknown(_ message: Message) -> Bool {
    counts[message.place, default: 0] > RouteWalk.mostVisits
  }

  private mutating func isCopied(_ message: Message) -> Bool {
    let place = places[message.place]
    guard place.hasAssistants, let node = place.node else { return false }
    return !sets.contains(node, in: message.passing)
  }

  mutating func onward(from number: Int) -> [Int] {
    if let known = onward[number] { return known }
    let message = messages[number]
    var found: [Int] = []
    if !isUnknown(message) {
      let place = places[message.place]
      found = place.onward.map { self.message(at: $0, passing: message.passing) }
      if isCopied(message) {
        let passing = sets.union(message.passing, askedNoMore(place))
        for assistant in place.assistants where !isNeedless(assistant, after: message.place) {
          found.append(self.message(at: assistant, passing: passing))
        }
      }
    }
    onward[number] = found
    return found
  }

  mutating func members(of number: Int, in sets: SharedSets) -> SharedSets.Members {
    let message = messages[number]
    if isUnknown(message) { return sets.set(of: [ReceiverNumbers.unknown]) }
    let place = places[message.place]
    return isCopied(message) ? place.copyReceivers : place.receivers
  }

  /// An account and those of its assistants that have some themselves.
  private mutating func askedNoMore(_ place: MailPlaces.Place) -> SharedSets.Members {
    var nodes = [place.node].compactMap { $0 }
    for number in place.assistants {
      let assistant = places[number]
      for number in assistant.node == nil ? assistant.onward : [number] {
        let member = places[number]
        if member.hasAssistants, let node = member.node { nodes.append(node) }
      }
    }
    return sets.set(of: nodes)
  }

  /// True for a copy that reaches nobody beyond those whom the forwards reach that come by the same
  /// place, and with less that keeps them from assistants.
  private mutating func isNeedless(_ assistant: Int, after place: Int) -> Bool {
    guard forwardParts.arePartners(place, assistant, in: &places) else { return false }
    let ahead = withAssistants.members(from: assistant, in: &places)
    return sets.intersect(ahead, places.leavingAll).isEmpty
  }
}
