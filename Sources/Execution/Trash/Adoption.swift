import MailModel
import MailServer
import Planning
import Stores

/// Takes mail in that no row knows: as an item of the trash, from which it may come back, or as that
/// of the account that has lost it.
package struct Adoption {
  private let directory: any DirectoryWriter
  private let mail: any MailboxMover
  private let server: (any MailServer)?
  private let location: MailLocation
  private let environment: RunEnvironment
  private let allowances: [Allowance]

  package init(
    directory: any DirectoryWriter, mail: any MailboxMover, server: (any MailServer)? = nil,
    location: MailLocation, environment: RunEnvironment, allowances: [Allowance] = []
  ) {
    self.server = server
    self.allowances = allowances
    self.directory = directory
    self.mail = mail
    self.location = location
    self.environment = environment
  }

  /// Why nothing was taken in; but for `interrupted`, nothing was changed.
  package enum Refusal: Error {
    /// There is no such folder, or the store knows it.
    case unknown(String)
    /// Nothing tells whose mail it is.
    case nameless(String)
    /// The folder of the trash has no mail where such a folder has it.
    case shapeless(String)
    /// The folder is a mail home, or holds one as `mail`, and nothing tells which.
    case twofold(String)
    /// It is the mail of this account, which lives.
    case ofLiveAccount(String, Address)
    /// It is the mail home of this account, which lives and has none in its place; the path in the mail
    /// folder.
    case moved(String, LiveAccount)
    /// It lies in the trash by now, as an item of another name than was asked for.
    case takenIn(TrashItem)
    /// The mail home of an account or of an item of the trash lies in it.
    case around(String, NestedHomes.Holder)
    /// It could not come back from the trash.
    case notRestorable(Trash.Refusal)
    /// The clock may be wrong.
    case refused(Finding)
    /// The run stopped half-way, for this reason; the same command goes on.
    case interrupted(run: Int, StoreError)
    case store(StoreError)
  }

  /// What became of a folder that was to come back.
  package enum Return: Sendable {
    /// It is the mail of this account again.
    case given(to: Address, Mailbox, run: Int)
    /// It is an item of the trash now.
    case adopted(TrashItem)
    /// An earlier run took it into the trash.
    case held(TrashItem)
  }

  /// Takes the folder `path`, as `trash` lists it, into the trash as mail of `name`.
  ///
  /// `hold` is how long it stays there at least.
  package func adopt(
    _ path: String, as name: Address?, domain: String?, hold: TimeSpan
  ) throws(Refusal) -> TrashItem {
    switch try bringBack(path, as: name, domain, hold, givesBack: false, on: nil) {
    case .adopted(let item): item
    case .held(let item) where name.map { $0 != item.name } == true: throw .takenIn(item)
    case .held(let item): item
    case .given: preconditionFailure("nothing was to be given back")
    }
  }

  /// The same, but mail of an account that lives and has lost it is its mail again, and an item is
  /// made only where it could come back on `terms`.
  package func bringBack(
    _ path: String, as name: Address?, domain: String?, hold: TimeSpan,
    on terms: RestoreTerms? = nil
  ) throws(Refusal) -> Return {
    try bringBack(path, as: name, domain, hold, givesBack: true, on: terms)
  }

  private func bringBack(
    _ path: String, as name: Address?, _ domain: String?, _ hold: TimeSpan, givesBack: Bool,
    on terms: RestoreTerms?
  ) throws(Refusal) -> Return {
    let lock = try store { () throws(StoreError) in try RunLock(on: directory, in: environment) }
    defer { lock.release() }
    let (snapshot, difference) = try store { () throws(StoreError) in
      try Resume(directory: directory, mail: mail, server: server, environment: environment)
        .closeUnfinishedRuns()
      let snapshot = try directory.snapshot()
      try mail.checkMark(of: snapshot.storeID)
      return (snapshot, try mail.difference(from: snapshot, depth: location.depth))
    }
    let clock = environment.clock(in: snapshot, allowances)
    if clock.verdict == .refused { throw .refused(clock) }
    let start = environment.start(.adopt, judged: [clock])
    let end = RunTimes.end(of: hold, from: environment.now(), snapshot.runTimes)
    switch place(of: path, in: difference) {
    case nil:
      guard let item = snapshot.trash.last(where: { $0.wasFound(in: path) }) else {
        throw .unknown(path)
      }
      return .held(item)
    case .home(let home)?:
      let path = "\(location.root)/\(home)"
      if let inner = holder(inside: home, in: snapshot) { throw .around(path, inner) }
      let loser = try store { () throws(StoreError) in try mail.loser(ofHome: home, in: snapshot) }
      if let loser { throw .moved(home, loser) }
      let account = location.account(at: home, domain: domain)
      guard let name = name ?? account?.name else { throw .nameless(path) }
      let mailbox = try store { () throws(StoreError) in try mail.mailbox(at: home) }
      let id = free(account?.id, in: snapshot)
      // What lies in the home of another goes with it, and comes back beside it.
      let isInside = difference.nested.contains { $0.sameBytes(as: home) }
      let item = TrashItem(
        unknown: name, id: id, home: isInside ? freeHome(name, id, in: snapshot, difference) : home,
        FieldValues(), mailbox, found: path)
      try check(item, terms, in: snapshot)
      return .adopted(try take(item, from: .home(home), until: end, start))
    case .folder(let folder)?:
      let found = try store { () throws(StoreError) in try FoundFolder(folder, in: mail) }
      let mailbox = try store { () throws(StoreError) in
        try mail.hasMoved(folder) ? try mail.mailbox(inTrash: folder) : nil
      }
      guard let mailbox else { throw .shapeless("\(location.root)/.trash/\(folder)") }
      if let finding = try changed(folder, holding: mailbox), finding.verdict == .refused {
        throw .refused(finding)
      }
      let loser = difference.withoutMail.lazy.compactMap { snapshot.accounts[$0] }
        .first { found.isOf($0) }
      if let loser {
        // Under another name it would be gone for an account that lives.
        guard givesBack, name == nil || name == loser.address else {
          throw .ofLiveAccount(folder, loser.address)
        }
        return try give(folder, mailbox, back: loser, start)
      }
      let contents = try store { () throws(StoreError) in try mail.contents(ofItem: folder) }
      if contents.isAmbiguous { throw .twofold("\(location.root)/.trash/\(folder)") }
      let path = ".trash/\(folder)"
      let owner = try store { () throws(StoreError) -> LiveAccount? in
        if let owner = try found.owner(in: snapshot, mail) { return owner }
        return try mail.loser(ofHome: path, in: snapshot)
      }
      let home = contents.isBare ? path : path + "/mail"
      if let owner { throw .moved(home, owner) }
      if let namesake = found.name.flatMap({ snapshot.accounts[$0] }), found.id == nil,
        try store({ () throws(StoreError) in try !mail.isOccupied(namesake.home) })
      {
        throw .moved(home, namesake)
      }
      guard let name = name ?? found.name else { throw .nameless(path) }
      let id = free(found.id, in: snapshot)
      let item = TrashItem(
        unknown: name, id: id, home: freeHome(name, id, in: snapshot, difference), found.values,
        mailbox, found: "\(location.root)/.trash/\(folder)")
      try check(item, terms, in: snapshot)
      return .adopted(try take(item, from: .folder(folder), until: end, start))
    }
  }

  /// What there is to say where another mail stands in a folder than a removal put there.
  private func changed(
    _ folder: String, holding mailbox: Mailbox
  ) throws(Refusal) -> Finding? {
    let standing = try store { () throws(StoreError) in try mail.standing(ofItem: folder) }
    guard standing == .exchanged else { return nil }
    return ChangedItem.finding(ofFolder: folder, holding: mailbox, allowances: allowances)
  }

  /// Whose mail would move along with the home.
  private func holder(inside home: String, in snapshot: Snapshot) -> NestedHomes.Holder? {
    let trash = snapshot.trash.map { NestedHomes.Holder($0.home, of: $0.label) }
    let homes = snapshot.accounts.nestedHomes(with: trash + [.init(home, of: home)])
    return if case .around(let inner)? = homes[home] { inner } else { nil }
  }

  private func check(
    _ item: TrashItem, _ terms: RestoreTerms?, in snapshot: Snapshot
  ) throws(Refusal) {
    do throws(Trash.Refusal) { _ = try terms?.check(item, in: snapshot) } catch {
      throw .notRestorable(error)
    }
  }

  private enum Place {
    case home(String)
    case folder(String)

    /// True for a folder that bears the item's name already.
    func isItem(_ item: String) -> Bool {
      if case .folder(let folder) = self { folder.sameBytes(as: item) } else { false }
    }
  }

  /// What `path` means: a home below the mail folder or the name of a folder in the trash, also with
  /// the way to it that reports show.
  private func place(of path: String, in difference: MailDifference) -> Place? {
    var path = path
    while path.hasSuffix("/") { path.removeLast() }
    for prefix in ["./", location.root + "/", ".trash/"] where path.hasPrefix(prefix) {
      path.removeFirst(prefix.count)
    }
    if let home = difference.homes.first(where: { $0.sameBytes(as: path) }) { return .home(home) }
    return difference.folders.first { $0.sameBytes(as: path) }.map(Place.folder)
  }

  /// `id`, unless it is another's by now; then a new one.
  private func free(_ id: String?, in snapshot: Snapshot) -> String {
    let view = snapshot.accounts.view
    let live = (0..<view.rows.count).map(view.id)
    let taken = Set(live + snapshot.trash.map(\.id))
    if let id, !taken.contains(id) { return id }
    while true {
      let id = MailHomes.newID(environment.random)
      if !taken.contains(id) { return id }
    }
  }

  /// Where the mail goes when it comes back.
  private func freeHome(
    _ name: Address, _ id: String, in snapshot: Snapshot, _ difference: MailDifference
  ) -> String {
    let home = location.home(of: name, id: id)
    let isKnown =
      difference.homes.contains { $0.sameBytes(as: home) }
      || snapshot.accounts.all.contains { $0.home.sameBytes(as: home) }
      || snapshot.trash.contains { $0.home.sameBytes(as: home) }
    return isKnown ? "\(home)-\(id)" : home
  }

  private func take(
    _ item: TrashItem, from place: Place, until end: Int64, _ start: RunStart
  ) throws(Refusal) -> TrashItem {
    var item = item
    item.removed = environment.now()
    item.heldUntil = end
    let step = JournalStep(1, .adoption, of: item)
    item.run = try begin(step, start)
    let isNamedSo = place.isItem(item.folder)
    try closing(item.run, onceMoved: .into(item.folder)) { () throws(StoreError) in
      if !isNamedSo, try mail.holds(item: item.folder) {
        try directory.close(item.run, outcome: .stopped, at: environment.now())
        throw .homeTaken("\(location.root)/.trash/\(item.folder)")
      }
      try directory.announce(1, of: item.run, mailbox: item.mailbox)
      switch place {
      case .home(let home):
        let record = TrashRecord(step: step, account: nil)
        do throws(StoreError) {
          try mail.moveToTrash(home, item: item.folder, record: record.text())
        } catch {
          try mail.abandonMove(item.folder)
          throw error
        }
      case .folder(let folder): try mail.takeIn(folder, as: item.folder)
      }
      try directory.confirmAdoption(item, step: 1, of: item.run)
    }
    return item
  }

  private func give(
    _ folder: String, _ mailbox: Mailbox, back account: LiveAccount, _ start: RunStart
  ) throws(Refusal) -> Return {
    let step = JournalStep(
      number: 1, effect: .adoption, account: account.address, id: account.id, home: account.home,
      reason: folder, leaver: nil, heldUntil: 0, mailbox: mailbox)
    let run = try begin(step, start)
    try closing(run, onceMoved: .outOf(folder)) { () throws(StoreError) in
      try directory.announce(1, of: run, mailbox: mailbox)
      try mail.restore(item: folder, to: account.home, isRepeated: false)
      try directory.confirmAdoption(nil, step: 1, of: run)
    }
    return .given(to: account.address, mailbox, run: run)
  }

  private func begin(_ step: JournalStep, _ start: RunStart) throws(Refusal) -> Int {
    try store { () throws(StoreError) in
      try directory.begin(RunBatch(start: start, steps: [step]))
    }
  }

  /// Which way the mail of a run goes.
  private enum Move {
    case into(String)
    case outOf(String)
  }

  /// Closes the run as done.
  ///
  /// Where `body` failed before the mail moved, which leaves everything as it was, it is closed as
  /// stopped; otherwise it stays open, for the next one to complete.
  private func closing(
    _ run: Int, onceMoved move: Move, _ body: () throws(StoreError) -> Void
  ) throws(Refusal) {
    do throws(StoreError) {
      try body()
      try directory.close(run, outcome: .done, at: environment.now())
    } catch {
      guard let record = try? directory.run(run),
        !record.steps.contains(where: { $0.state == .done })
      else { throw .interrupted(run: run, error) }
      if record.outcome == .unfinished {
        guard hasNotHappened(move),
          (try? directory.close(run, outcome: .stopped, at: environment.now())) != nil
        else { throw .interrupted(run: run, error) }
      }
      throw .store(error)
    }
  }

  /// False also where nobody can tell.
  private func hasNotHappened(_ move: Move) -> Bool {
    switch move {
    case .into(let item): (try? mail.hasMoved(item)) == false
    case .outOf(let item): (try? mail.hasMoved(item)) == true
    }
  }

  private func store<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(Refusal) -> Value {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}

extension TrashItem {
  private static let origin = "found in "

  /// True for an item that was made of a folder which no item had.
  var isTakenIn: Bool { reason?.hasPrefix(Self.origin) == true }

  /// True for an item that was made of the folder `path`, typed whole.
  func wasFound(in path: String) -> Bool { reason.map { Self.tells($0, of: path) } ?? false }

  /// True when `reason` is that of an item that was made of the folder `path`.
  static func tells(_ reason: String, of path: String) -> Bool {
    guard reason.hasPrefix(origin) else { return false }
    let found = String(reason.dropFirst(origin.count))
    var typed = path
    while typed.hasSuffix("/") { typed.removeLast() }
    if typed.hasPrefix("./") { typed.removeFirst(2) }
    // A bare word is a name, and not a folder.
    guard typed.contains("/") || typed.contains("#") else { return false }
    return found.sameBytes(as: typed) || found.hasSuffix("/" + typed)
  }

  /// An item to be; run and times come with it.
  fileprivate init(
    unknown name: Address, id: String, home: String, _ values: FieldValues, _ mailbox: Mailbox,
    found path: String
  ) {
    self.init(
      name: name, run: 0, id: id, home: home, values: values, mailbox: mailbox,
      reason: Self.origin + path, removed: 0, heldUntil: 0)
  }
}
