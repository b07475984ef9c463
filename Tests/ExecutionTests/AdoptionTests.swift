import Execution
import Glibc
import MailModel
import Planning
import Stores
import TestSupport
import Testing

/// Mail that no row knows, and rows that have lost their mail.
@Suite struct AdoptionTests {
  private static let stray = "school.example/old-tom-k3v9x2ma"

  private func adoption(_ bench: Bench, _ stop: StopSwitch? = nil) -> Adoption {
    adoption(bench, stop, allowing: [])
  }

  private func adoption(
    _ bench: Bench, _ stop: StopSwitch? = nil, allowing allowances: [String]
  ) -> Adoption {
    Adoption(
      directory: stop.map { StoppingDirectory(directory: bench.directory, stop: $0) }
        ?? bench.directory,
      mail: stop.map { StoppingMail(mail: bench.mail, stop: $0) } ?? bench.mail,
      location: bench.location, environment: bench.environment(),
      allowances: allowances.compactMap { Allowance($0) })
  }

  private func adopt(
    _ path: String, as name: String? = nil, on bench: Bench, _ stop: StopSwitch? = nil
  ) throws -> TrashItem {
    try adoption(bench, stop).adopt(
      path, as: name.map { address($0) }, domain: schoolDomain, hold: .days(3))
  }

  /// `bob` lives; a home with two messages belongs to nobody.
  private func benchWithAStray() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest([user("bob")]))
    bench.mail.deliver(Mailbox(inbox: 2, messages: 2, bytes: 200), to: Self.stray)
    return bench
  }

  /// `cid` lives again, as in a store from a backup; its mail lies in the trash.
  private func benchFromABackup() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid")]))
    try bench.deliver(3, to: "cid")
    let cid = try #require(try bench.directory.snapshot().accounts[address("cid")])
    try bench.mail.moveToTrash(cid.home, item: "cid@school.example#9", record: "")
    return bench
  }

  @Test func planWarnsOfMailThatNobodyHas() throws {
    let bench = try benchWithAStray()
    let result = try bench.current(manifest([user("bob")]))
    #expect(result.plan.findings.filter { $0.guardName == "unknown-mail" }.map(\.measured) == [1])
    #expect(result.plan.verdict == .inSync)
    #expect(!result.hasErrors)
  }

  @Test func planOfAStoreThatLostMailIsAnErrorWithItsPlace() throws {
    let bench = try benchFromABackup()
    let result = try bench.current(manifest([user("bob"), user("cid")]))
    #expect(result.diagnostics.map(\.code) == ["mail-in-trash"])
    #expect(result.diagnostics.first?.message.contains(".trash/cid@school.example#9") == true)
    #expect(result.hasErrors)
  }

  @Test func nothingIsSaidWhileARunIsOpen() throws {
    let bench = try benchWithAStray()
    var snapshot = try bench.directory.snapshot()
    snapshot.unfinished = UnfinishedRun(
      number: 1, operatorName: "x", started: 0, done: 0, steps: 1, leaving: [])
    let check = MailCheck(directory: bench.directory, mail: bench.mail, location: bench.location)
    #expect(try check.difference(from: snapshot).isEmpty)
  }

  @Test func nothingIsSaidOfAnotherStoresMail() throws {
    let bench = try benchWithAStray()
    let check = MailCheck(
      directory: bench.directory, mail: InMemoryMailStorage(markedFor: "other"),
      location: bench.location)
    #expect(try check.difference(from: try bench.directory.snapshot()).isEmpty)
  }

  @Test func homeIsTakenInUnderTheNameThatItTells() throws {
    let bench = try benchWithAStray()
    let item = try adopt("mail/\(Self.stray)/", on: bench)
    #expect(item.label == "old-tom@school.example#2")
    #expect(item.id == "k3v9x2ma")
    #expect(item.heldUntil == bench.now + 3 * 86_400)
    #expect(try bench.directory.snapshot().trash == [item])
    #expect(bench.mail.mailbox(ofItem: item.folder)?.messages == 2)
    let trash = Trash(
      directory: bench.directory, mail: bench.mail, environment: bench.environment())
    _ = try trash.restore("old-tom", domain: schoolDomain, as: nil, seats: nil)
    #expect(try bench.mail.mailbox(at: Self.stray).messages == 2)
  }

  @Test func holdEndsNoEarlierThanOneThatBeginsWithTheLatestRun() throws {
    let bench = try benchWithAStray()
    let first = bench.now
    bench.now = 946_684_800
    let item = try adoption(bench, allowing: ["clock:2000-01-01"]).adopt(
      Self.stray, as: nil, domain: schoolDomain, hold: .days(3))
    #expect(item.removed == bench.now)
    #expect(item.heldUntil == first + 3 * 86_400)
  }

  @Test func folderOfTheTrashComesBackWithWhatItsRecordSays() throws {
    let bench = Bench()
    try bench.apply(manifest([user("bob"), user("cid", [.comment: .text("Year 9")])]))
    try bench.deliver(3, to: "cid")
    try bench.apply(manifest([user("bob")], leavers: [leaver("cid", purge: true)]))
    let item = try #require(try bench.directory.snapshot().trash.first)
    let record = try #require(bench.mail.record(ofItem: item.folder))
    let other = Bench()
    try other.apply(manifest([user("bob")]))
    other.mail.deliver(item.mailbox, to: item.home)
    try other.mail.moveToTrash(item.home, item: item.folder, record: record)
    let adopted = try adopt(item.folder, on: other)
    #expect(adopted.name == item.name)
    #expect(adopted.id == item.id)
    #expect(adopted.values.comment == "Year 9")
    #expect(other.mail.items == [adopted.folder])
  }

  @Test func recordThatSomebodyChangedTellsNothing() throws {
    let bench = try benchWithAStray()
    try bench.mail.moveToTrash(Self.stray, item: "eve@school.example#9", record: "sha256:0\n[]")
    let item = try adopt("eve@school.example#9", on: bench)
    #expect(item.name == address("eve"))
    #expect(item.values == FieldValues())
  }

  @Test func mailOfALiveAccountIsGivenBackToItAlone() throws {
    let bench = try benchFromABackup()
    #expect {
      _ = try adopt("cid@school.example#9", on: bench)
    } throws: {
      guard case Adoption.Refusal.ofLiveAccount(_, address("cid")) = $0 else { return false }
      return true
    }
    // Nor by another name: the account would be without mail for good.
    for run in [
      { _ = try adopt("cid@school.example#9", as: "keep", on: bench) },
      {
        _ = try adoption(bench).bringBack(
          "cid@school.example#9", as: address("keep"), domain: schoolDomain, hold: .days(1))
      },
    ] {
      #expect {
        try run()
      } throws: {
        guard case Adoption.Refusal.ofLiveAccount(_, address("cid")) = $0 else { return false }
        return true
      }
    }
    let found = try adoption(bench).bringBack(
      "cid@school.example#9", as: nil, domain: schoolDomain, hold: .days(1))
    guard case .given(to: address("cid"), let mailbox, run: 2) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(mailbox.messages == 3)
    #expect(try bench.current(manifest([user("bob"), user("cid")])).diagnostics.isEmpty)
    #expect(bench.mail.items.isEmpty)
  }

  @Test func whatTheStoreKnowsIsNotTakenIn() throws {
    let bench = try benchWithAStray()
    let home = try #require(try bench.directory.snapshot().accounts[address("bob")]).home
    for path in [home, "school.example", "", "../x"] {
      #expect {
        _ = try adopt(path, on: bench)
      } throws: {
        guard case Adoption.Refusal.unknown = $0 else { return false }
        return true
      }
    }
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func purgeWaitsForAnotherRunWhereItsFolderIsTaken() throws {
    let bench = try benchWithAStray()
    try bench.mail.moveToTrash(Self.stray, item: "bob@school.example#2", record: "")
    let leaving = manifest(leavers: [leaver("bob")]) { $0.minimumAdmins = 0 }
    let users = manifest([user("eve")], leavers: leaving.leavers)
    let first = try bench.apply(users)
    #expect(first.heldBack.map(\.0) == [address("bob")])
    #expect(try bench.directory.snapshot().accounts[address("bob")] != nil)
    #expect(try bench.apply(users).heldBack.isEmpty)
    #expect(bench.mail.mailbox(ofItem: "bob@school.example#2")?.messages == 2)
  }

  @Test(arguments: 1...6, StopSwitch.Moment.allCases)
  func adoptionThatWasKilledIsCompletedOrDoneAgain(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try benchWithAStray()
    let stop = StopSwitch(at: effect, moment)
    _ = try? adopt(Self.stray, on: bench, stop)
    #expect(stop.isStopped)
    #expect(try adopt("mail/\(Self.stray)", on: bench).label == bench.mail.items.first)
    let snapshot = try bench.directory.snapshot()
    #expect(snapshot.unfinished == nil)
    #expect(snapshot.trash.map(\.name) == [address("old-tom")])
    #expect(bench.mail.items == snapshot.trash.map(\.folder))
    #expect(bench.mail.mailbox(ofItem: bench.mail.items[0])?.messages == 2)
  }

  @Test(arguments: 1...6, StopSwitch.Moment.allCases)
  func mailThatWasBeingGivenBackIsBackAfterTheNextTry(
    _ effect: Int, _ moment: StopSwitch.Moment
  ) throws {
    let bench = try benchFromABackup()
    let stop = StopSwitch(at: effect, moment)
    let path = "cid@school.example#9"
    _ = try? adoption(bench, stop).bringBack(path, as: nil, domain: nil, hold: .days(1))
    #expect(stop.isStopped)
    try bringBackAgain(path, on: bench)
    let snapshot = try bench.directory.snapshot()
    let cid = try #require(snapshot.accounts[address("cid")])
    #expect(try bench.mail.mailbox(at: cid.home).messages == 3)
    #expect(snapshot.unfinished == nil)
    #expect(snapshot.trash.isEmpty)
    #expect(bench.mail.items.isEmpty)
  }

  /// What the command does: an item first, then a folder; what a run that was killed has done is told.
  private func bringBackAgain(_ path: String, on bench: Bench) throws {
    let isClosed = try bench.directory.run(2)?.outcome == .done
    let trash = Trash(
      directory: bench.directory, mail: bench.mail, environment: bench.environment())
    do throws(Trash.Refusal) {
      _ = try trash.restore(path, domain: schoolDomain, as: nil, seats: nil)
    } catch {
      switch error {
      case .alreadyGiven(address("cid"), let mailbox, run: 2): #expect(mailbox.messages == 3)
      case .unknown where isClosed: break
      case .unknown: _ = try adoption(bench).bringBack(path, as: nil, domain: nil, hold: .days(1))
      default: Issue.record("\(error)")
      }
    }
  }

  /// From the fourth effect on the move is announced.
  @Test(arguments: 4...6) func whatAKilledMoveLeftGoesWithTheNextTry(_ effect: Int) throws {
    let bench = try benchWithAStray()
    let stop = StopSwitch(at: effect, .before)
    _ = try? adopt(Self.stray, on: bench, stop)
    let folder = TemporaryFolder()
    let mail = MaildirStorage(root: folder.makeFolder("mail"))
    try mail.mark(for: bench.directory.snapshot().storeID)
    let placeholder = "mail/.trash/old-tom@school.example#2/mail"
    folder.write("", to: placeholder)
    chmod(folder.path(placeholder), 0)
    _ = try? Adoption(
      directory: bench.directory, mail: mail, location: bench.location,
      environment: bench.environment()
    ).adopt("mail/nothing", as: nil, domain: schoolDomain, hold: .days(3))
    let left = try mail.difference(from: bench.directory.snapshot(), depth: 2).folders
    #expect(left.isEmpty)
  }

  @Test func homeAroundThoseOfOthersIsNotTakenIn() throws {
    let bench = try benchWithAStray()
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 100), to: "school.example")
    #expect {
      _ = try adopt("school.example", as: "tom", on: bench)
    } throws: {
      guard case Adoption.Refusal.around(_, let inner) = $0 else { return false }
      return inner.name == "bob@school.example"
    }
    #expect(try bench.mail.mailbox(at: "school.example").messages == 1)
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func folderThatCouldNotComeBackIsNotTakenIn() throws {
    let bench = try benchWithAStray()
    let full = RestoreTerms(as: nil, seats: 1, ownDomains: nil)
    let taken = RestoreTerms(as: address("bob"), seats: nil, ownDomains: nil)
    let foreign = RestoreTerms(
      as: address("tom@outlook.com"), seats: nil, ownDomains: [schoolDomain])
    for terms in [full, taken, foreign] {
      #expect {
        _ = try adoption(bench).bringBack(
          Self.stray, as: nil, domain: schoolDomain, hold: .days(1), on: terms)
      } throws: {
        guard case Adoption.Refusal.notRestorable = $0 else { return false }
        return true
      }
    }
    #expect(try bench.mail.mailbox(at: Self.stray).messages == 2)
    #expect(try bench.directory.runs().count == 1)
  }

  @Test func moveThatFailedIsNoRunThatGoesOn() throws {
    let bench = try benchWithAStray()
    let refusal = StoreError.file("mail", "busy")
    bench.mail.interrupt { name, moment throws(StoreError) in
      if name == "moveToTrash", moment == .before { throw refusal }
    }
    #expect {
      _ = try adopt(Self.stray, on: bench)
    } throws: {
      guard case Adoption.Refusal.store(refusal) = $0 else { return false }
      return true
    }
    #expect(try bench.directory.snapshot().unfinished == nil)
  }

  @Test func storeThatFailsAfterTheMoveLeavesARunThatGoesOn() throws {
    let bench = try benchWithAStray()
    nonisolated(unsafe) let directory = bench.directory
    directory.interruption = { effect, moment throws(StoreError) in
      if effect == "confirmAdoption", moment == .before { throw .database("test", "full") }
    }
    #expect {
      _ = try adopt(Self.stray, on: bench)
    } throws: {
      guard case Adoption.Refusal.interrupted(run: 2, _) = $0 else { return false }
      return true
    }
    directory.interruption = nil
    let item = try adopt("mail/\(Self.stray)/", on: bench)
    #expect(item.label == "old-tom@school.example#2")
    #expect {
      _ = try adopt("mail/\(Self.stray)", as: "eve", on: bench)
    } throws: {
      guard case Adoption.Refusal.takenIn(item) = $0 else { return false }
      return true
    }
  }
}
