import Execution
import MailModel
import Stores
import TestSupport
import Testing

/// An addition never inherits the mail of a folder that stands there already.
@Suite struct MailHomeTests {
  private func codes(
    template: String, existing: String? = nil, users: [ListedUser]
  ) throws -> [String] {
    let bench = Bench()
    let location = try #require(MailLocation(template))
    if let existing { bench.mail.deliver(Mailbox(inbox: 1, messages: 1), to: existing) }
    return try PlanMaker(directory: bench.directory, mail: bench.mail, location: location)
      .plan(for: manifest(users), in: bench.context()).diagnostics.map(\.code)
  }

  @Test func folderWithoutAnIDThatExistsIsAnError() throws {
    #expect(
      try codes(
        template: "maildir:mail/%d/%n", existing: "school.example/ada", users: [user("ada")])
        == ["mail-home-exists"])
  }

  @Test func folderWithoutAnIDThatIsFreeIsTaken() throws {
    #expect(try codes(template: "maildir:mail/%d/%n", users: [user("ada")]) == [])
  }

  @Test func folderOfAnotherAdditionIsAnError() throws {
    #expect(
      try codes(template: "maildir:mail/%n", users: [user("ada"), user("ada@other.example")])
        == ["mail-home-exists"])
  }

  @Test func folderOfAnItemOfTheTrashStaysTheItems() throws {
    let bench = Bench()
    let flat = try #require(MailLocation("maildir:mail/%d/%n"))
    func apply(_ manifest: Manifest) throws {
      let context = bench.context()
      let current = PlanMaker(directory: bench.directory, mail: bench.mail, location: flat)
      _ = try Runner(
        directory: bench.directory, mail: bench.mail, location: flat,
        environment: bench.environment()
      ).apply(
        .init(
          aim: .manifest(manifest), agreed: try current.plan(for: manifest, in: context).plan,
          context: context))
    }
    try apply(manifest([user("bob"), user("cid")]))
    try apply(manifest([user("bob")], leavers: [leaver("cid")]))
    try apply(manifest([user("bob"), user("cid", mail: .fresh)]))
    let snapshot = try bench.directory.snapshot()
    let cid = try #require(snapshot.accounts[address("cid")])
    #expect(snapshot.trash.map(\.home) == ["school.example/cid"])
    #expect(cid.home == "school.example/cid-\(cid.id)")
  }

  @Test func templateWithAnIDNeedsNoCheck() throws {
    #expect(
      try codes(
        template: "maildir:mail/%d/%n-%i", existing: "school.example/ada", users: [user("ada")])
        == [])
  }

  @Test(arguments: [
    // A new home inside an older one, around it, and inside with an id at its end.
    ("maildir:mail/%n", "maildir:mail/%n/%d", "ada@other.example", "inside"),
    ("maildir:mail/%d/%n", "maildir:mail/%n", "school.example", "around"),
    ("maildir:mail/%n", "maildir:mail/%n/%i", "ada@other.example", "inside"),
    ("maildir:mail/%n", "maildir:mail/%n/Maildir/%d", "ada@other.example", "inside"),
  ])
  func homeInOrAroundAnotherIsAnError(
    _ old: String, _ new: String, _ name: String, _ relation: String
  ) throws {
    let bench = Bench()
    let first = manifest([user("ada")])
    let oldHomes = try #require(MailLocation(old))
    let agreed = try PlanMaker(directory: bench.directory, mail: bench.mail, location: oldHomes)
      .plan(for: first, in: bench.context()).plan
    _ = try Runner(
      directory: bench.directory, mail: bench.mail, location: oldHomes,
      environment: bench.environment()
    ).apply(.init(aim: .manifest(first), agreed: agreed, context: bench.context()))
    let found = try PlanMaker(
      directory: bench.directory, mail: bench.mail, location: try #require(MailLocation(new))
    ).plan(for: manifest([user("ada"), user(name)]), in: bench.context()).diagnostics
    #expect(found.map(\.code) == ["mail-home-nested"])
    #expect(found.first?.message.contains("lies \(relation) ") == true)
  }

  @Test func noAccountIsAddedInAFolderThatIsNotTheStores() throws {
    for mark in [String?.none, "another"] {
      let bench = Bench()
      try bench.apply(manifest([user("ada")]))
      let more = manifest([user("ada"), user("bob")])
      let other = InMemoryMailStorage(markedFor: mark)
      let current = PlanMaker(directory: bench.directory, mail: other, location: bench.location)
      #expect(throws: StoreError.foreignMail("memory")) {
        _ = try current.plan(for: more, in: bench.context())
      }
      let edit = manifest([user("ada", [.comment: .text("x")])])
      #expect(try current.plan(for: edit, in: bench.context()).diagnostics.isEmpty)
    }
  }
}
