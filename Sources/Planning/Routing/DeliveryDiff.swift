import MailModel

/// Every address whose mail reaches others once the plan is done, sorted.
///
/// Only what the plan's changes can reach is followed: the changed accounts, those whose mail leads
/// to them, and the groups that have either as a member.
struct DeliveryDiff {
  private(set) var changes: [DeliveryChange] = []
  private let numbers = ReceiverNumbers()
  private var before: RouteAnswers
  private var after: RouteAnswers
  private let site: SiteView
  private var candidates: [Address] = []
  private var accounts: Set<Int> = []
  private var groups: Set<Address> = []
  private var ahead: [Int] = []

  /// `routedRows` are the live accounts that have a forward or an assistant, `domains` those of the
  /// site once the plan is done.
  init(before: SiteView, after: SiteView, routedRows: [Int], domains: Set<String>) {
    site = after
    let today = after.sides.context.today
    let hasAssistants = after.hasAssistants(routedRows: routedRows)
    self.before = RouteAnswers(
      RoutingTable(before), numbers, since: today, hasAssistants: hasAssistants)
    self.after = RouteAnswers(
      RoutingTable(after, domains: domains), numbers, since: today, hasAssistants: hasAssistants)
    seed()
    guard !accounts.isEmpty || !groups.isEmpty else { return }
    spread(routedRows)
    for node in accounts where !addNewMailbox(node) { addAddresses(of: node) }
    // In their order, since it gives receivers outside their numbers.
    candidates = (candidates + groups).sorted()
    var differences: [Difference] = []
    for (index, address) in candidates.enumerated()
    where index == 0 || candidates[index - 1] != address {
      if let difference = difference(of: address) { differences.append(difference) }
    }
    let count = differences.reduce(0) {
      $0 + numbers.sets.count($1.gains) + numbers.sets.count($1.losses)
    }
    let limit = count > DeliveryChange.named ? DeliveryChange.listed : .max
    for difference in differences { changes.append(change(of: difference, naming: limit)) }
    changes.sort { $0.address < $1.address }
  }

  private var sides: DesiredAndLive { site.sides }
  private var entries: [PlannedChange] { site.entries }

  /// Nobody has the address, be its domain the site's or not.
  private static let refusals: Set<Route.Answer> = [.unknown, .elsewhere]
  private static let routing = FieldSet([.aliases, .forward, .assistant, .group])

  private static func changesRoutes(_ field: FieldChange) -> Bool {
    guard field.changesValue else { return false }
    if routing.contains(field.field) { return true }
    return [field.before, field.after].contains {
      if case .autoresponder(let responder)? = $0 { !responder.keepsOriginal } else { false }
    }
  }

  private mutating func seed() {
    for (index, entry) in entries.enumerated() {
      let change = entry.change
      if entry.isAccount {
        let isNew = change.action == .add || change.restores != nil
        if isNew || change.action == .remove || change.action == .rename
          || change.fields.contains(where: Self.changesRoutes)
        {
          insert(site.account(ofEntry: index))
        }
      } else if change.action == .remove || change[.address]?.changesValue == true {
        for address in [change[.address]?.before, change[.address]?.after] {
          if case .address(let address)? = address { groups.insert(address) }
        }
        if change.action == .remove, let row = entry.row,
          let address = sides.snapshot.groups[row].values.address
        {
          groups.insert(address)
        }
      }
    }
    for name in sides.snapshot.unfinished?.leaving ?? [] {
      if let row = sides.live.rows.index(of: name) { insert(row) }
    }
  }

  private mutating func insert(_ node: Int) {
    if accounts.insert(node).inserted { ahead.append(node) }
  }

  /// Adds everybody whose mail leads to those at hand.
  private mutating func spread(_ routedRows: [Int]) {
    var sendersOfAccount: [Int: [Int]] = [:]
    var sendersOfGroup: [String: [Int]] = [:]
    // A domain that becomes the site's, or is its no more, takes along whoever sends to it.
    let moved = before.table.localDomains().symmetricDifference(after.table.localDomains())
    var touched: [Int] = []
    func note(_ node: Int, in table: inout RoutingTable) {
      let settings = table.settings(of: node)
      for target in (settings.forward?.targets ?? []) + (settings.assistant?.targets ?? []) {
        switch table.holder(of: target) {
        case .account(let next), .alias(let next): sendersOfAccount[next, default: []].append(node)
        case .group(let name): sendersOfGroup[name, default: []].append(node)
        case .nobody, .outside: if moved.contains(String(target.domain)) { touched.append(node) }
        }
      }
    }
    for row in routedRows {
      note(row, in: &before.table)
      if site.has(row) { note(row, in: &after.table) }
    }
    for (index, entry) in entries.enumerated()
    where entry.isAccount && (entry[.forward] ?? entry[.assistant]) != nil {
      note(site.account(ofEntry: index), in: &after.table)
    }
    for node in touched { insert(node) }
    let (groupsBefore, groupsAfter) = (before.table.groupAddresses, after.table.groupAddresses)
    let addressesBefore = Self.byGroup(groupsBefore)
    let addressesAfter = Self.byGroup(groupsAfter)
    var spreadGroups: Set<String> = []
    func spread(_ group: String?, _ addresses: [String: Address]) {
      guard let group, let address = addresses[group] else { return }
      groups.insert(address)
      guard spreadGroups.insert(group).inserted else { return }
      for sender in sendersOfGroup[group] ?? [] { insert(sender) }
    }
    for address in groups {
      spread(groupsBefore[address], addressesBefore)
      spread(groupsAfter[address], addressesAfter)
    }
    while let node = ahead.popLast() {
      for sender in sendersOfAccount[node] ?? [] { insert(sender) }
      if node < sides.live.rows.count { spread(before.group(of: node), addressesBefore) }
      spread(after.group(of: node), addressesAfter)
    }
  }

  private static func byGroup(_ groups: [Address: String]) -> [String: Address] {
    Dictionary(groups.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds the addresses of a new account that sends nothing on, which need no walk.
  ///
  /// - Returns: False when there is more to it.
  private mutating func addNewMailbox(_ node: Int) -> Bool {
    guard node >= sides.live.rows.count else { return false }
    let change = entries[node - sides.live.rows.count].change
    guard (change[.forward] ?? change[.assistant] ?? change[.autoresponder]) == nil else {
      return false
    }
    let mailbox = [Route.Receiver.mailbox(change.address)]
    for address in [change.address] + after.aliases(of: node) {
      let answer: Route.Answer
      switch before.table.holder(of: address) {
      case .nobody: answer = .unknown
      case .outside: answer = .elsewhere
      case .account, .alias, .group:
        candidates.append(address)
        continue
      }
      changes.append(
        DeliveryChange(
          address: address, before: .init(answer: answer, count: 0, receivers: []),
          after: .init(answer: .delivered, count: 1, receivers: mailbox), gains: mailbox,
          loses: [], kind: .newMailbox))
    }
    return true
  }

  private mutating func addAddresses(of node: Int) {
    if node < sides.live.rows.count {
      candidates.append(before.name(of: node))
      candidates += before.aliases(of: node)
    }
    candidates.append(after.name(of: node))
    candidates += after.aliases(of: node)
  }

  /// An address of which the mail reaches others, or is answered in another way.
  private struct Difference {
    var address: Address
    var now: RouteAnswers.Answer
    var then: RouteAnswers.Answer
    var gains: SharedSets.Members
    var losses: SharedSets.Members
  }

  private mutating func difference(of address: Address) -> Difference? {
    let now = before.answer(to: address)
    let then = after.answer(to: address)
    let isSameAnswer =
      now.answer == then.answer
      || Self.refusals.contains(now.answer) && Self.refusals.contains(then.answer)
    if now.receivers == then.receivers, isSameAnswer { return nil }
    return Difference(
      address: address, now: now, then: then,
      gains: numbers.sets.subtract(then.receivers, now.receivers),
      losses: numbers.sets.subtract(now.receivers, then.receivers))
  }

  /// Names `limit` of those who gain or lose its mail.
  private mutating func change(
    of difference: Difference, naming limit: Int
  ) -> DeliveryChange {
    var change = DeliveryChange(
      address: difference.address, before: side(difference.now, before),
      after: side(difference.then, after),
      gains: after.receivers(of: difference.gains, first: limit),
      loses: before.receivers(of: difference.losses, first: limit),
      gained: numbers.sets.count(difference.gains), lost: numbers.sets.count(difference.losses))
    change.kind = kind(of: difference)
    if change.before.receivers != nil {
      for case .mailbox(let node) in numbers.receivers(of: difference.now.receivers)
      where node < sides.live.rows.count {
        let (old, new) = (before.name(of: node), after.name(of: node))
        if old != new { change.renamed[old] = new }
      }
    }
    return change
  }

  private func side(_ answer: RouteAnswers.Answer, _ answers: RouteAnswers) -> DeliveryChange.Side {
    let count = numbers.sets.count(answer.receivers)
    return DeliveryChange.Side(
      answer: answer.answer, count: count,
      receivers: count > DeliveryChange.listed ? nil : answers.receivers(of: answer.receivers))
  }

  private mutating func kind(of difference: Difference) -> DeliveryChange.Kind {
    let (address, then) = (difference.address, difference.then)
    if Self.refusals.contains(difference.now.answer), numbers.sets.count(then.receivers) == 1,
      case .mailbox(let node)? = numbers.receivers(of: then.receivers).first,
      node >= sides.live.rows.count, after.table.has(address, node)
    {
      return .newMailbox
    }
    guard Self.refusals.contains(then.answer) else { return .other }
    switch before.table.holder(of: address) {
    case .account(let node), .alias(let node):
      return site.has(node) ? .other : .removed
    case .group, .nobody, .outside: return .other
    }
  }
}

extension SiteView {
  /// False where no account has an assistant, before the plan and after.
  func hasAssistants(routedRows: [Int]) -> Bool {
    routedRows.contains { sides.live.marks($0).contains(.hasAssistant) }
      || entries.contains { $0.isAccount && $0[.assistant] != nil }
  }
}
