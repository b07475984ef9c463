import MailModel

/// Accounts and groups as places that mail comes by, each looked at once; a place is a number in
/// the order in which it was found.
struct MailPlaces {
  struct Place {
    /// nil for a group.
    var node: Int?
    /// Where all mail goes on to; of a group its members that send mail on.
    var onward: [Int] = []
    /// Where the mail goes on to that the account's script does not keep from its assistants.
    var assistants: [Int] = []
    var hasAssistants = false
    /// Who gets the mail here.
    var receivers = SharedSets.Members.none
    /// The same of mail that goes to the assistants too.
    var copyReceivers = SharedSets.Members.none
  }

  private enum Subject: Hashable {
    case account(Int)
    case group(String)
  }

  var table: RoutingTable
  /// False for a walk along forwards alone.
  var followsAssistants = true
  private let numbers: ReceiverNumbers
  private var subjects: [Subject] = []
  private var known: [Subject: Int] = [:]
  private var places: [Place?] = []
  /// Accounts, among the places that were looked at, that get less themselves where their assistants
  /// get a copy.
  private(set) var leavingAll = SharedSets.Members.none

  init(_ table: RoutingTable, _ numbers: ReceiverNumbers) {
    self.table = table
    self.numbers = numbers
  }

  /// nil where nobody is.
  mutating func place(of address: Address) -> Int? {
    switch table.holder(of: address) {
    case .account(let node), .alias(let node): place(ofAccount: node)
    case .group(let name): number(of: .group(name))
    case .nobody, .outside: nil
    }
  }

  mutating func place(ofAccount node: Int) -> Int { number(of: .account(node)) }

  private mutating func number(of subject: Subject) -> Int {
    if let number = known[subject] { return number }
    let number = subjects.count
    subjects.append(subject)
    places.append(nil)
    known[subject] = number
    return number
  }

  subscript(number: Int) -> Place {
    mutating get {
      if let place = places[number] { return place }
      let place =
        switch subjects[number] {
        case .account(let node): account(node)
        case .group(let name): group(name)
        }
      places[number] = place
      return place
    }
  }

  private mutating func group(_ name: String) -> Place {
    var place = Place()
    var mailboxes: [Int] = []
    for node in table.members(of: name) {
      if table.sendsOn(node) || table.isLeaving(node) {
        place.onward.append(self.place(ofAccount: node))
      } else {
        mailboxes.append(ReceiverNumbers.mailbox(node))
      }
    }
    place.receivers = numbers.sets.set(of: mailboxes)
    return place
  }

  private mutating func account(_ node: Int) -> Place {
    let mailbox = numbers.sets.set(of: [ReceiverNumbers.mailbox(node)])
    var place = Place(node: node)
    // What is under way to an account that is leaving still arrives.
    guard table.sendsOn(node), !table.isLeaving(node) else {
      place.receivers = mailbox
      return place
    }
    let settings = table.settings(of: node)
    let forward = onward(settings.forward?.targets ?? [])
    let assistant = onward(settings.assistant?.targets ?? [])
    place.onward = forward.places
    place.assistants = assistant.places
    place.hasAssistants = settings.assistant != nil
    place.receivers = numbers.sets.set(of: forward.outside)
    place.copyReceivers = numbers.sets.union(
      place.receivers, numbers.sets.set(of: assistant.outside))
    if settings.keeps(isPassedOn: forward.isPassedOn, isCopied: false) {
      place.receivers = numbers.sets.union(place.receivers, mailbox)
    }
    if settings.keeps(isPassedOn: forward.isPassedOn, isCopied: assistant.isPassedOn) {
      place.copyReceivers = numbers.sets.union(place.copyReceivers, mailbox)
    }
    if !numbers.sets.subtract(place.receivers, place.copyReceivers).isEmpty {
      leavingAll = numbers.sets.union(leavingAll, numbers.sets.set(of: [node]))
    }
    return place
  }

  /// Where mail for targets goes, those left out that take none for now.
  private mutating func onward(
    _ targets: [Address]
  ) -> (places: [Int], outside: [Int], isPassedOn: Bool) {
    var places: [Int] = []
    var outside: [Int] = []
    var isPassedOn = false
    for target in targets where !table.isHeld(target) && !table.isEmptyGroup(target) {
      isPassedOn = true
      if let place = place(of: target) {
        places.append(place)
      } else if case .outside = table.holder(of: target) {
        outside.append(numbers.outside(target))
      }
    }
    return (places, outside, isPassedOn)
  }
}

extension MailPlaces: MemberGraph {
  mutating func onward(from place: Int) -> [Int] {
    let place = self[place]
    return followsAssistants && !place.assistants.isEmpty
      ? place.onward + place.assistants : place.onward
  }

  /// The account itself, where it has assistants.
  mutating func members(of place: Int, in sets: SharedSets) -> SharedSets.Members {
    let place = self[place]
    guard place.hasAssistants, let node = place.node else { return .none }
    return sets.set(of: [node])
  }
}
