import Execution
import MailModel
import Stores
import TestSupport
import Testing

@Suite struct TrashListingTests {
  /// `bob` lies in the trash; nobody else ever had mail.
  private func bench() throws -> Bench {
    let bench = Bench()
    try bench.apply(manifest([user("ann"), user("bob")]))
    try bench.apply(manifest([user("ann")], leavers: [leaver("bob", purge: true)]))
    return bench
  }

  private func listing(_ bench: Bench) throws -> TrashListing {
    try TrashListing(
      directory: bench.directory, mail: bench.mail, location: bench.location, domain: nil)
  }

  @Test func `items are listed where no mail was delivered yet`() throws {
    let bench = try bench()
    let listing = try listing(bench)
    #expect(listing.items == (try bench.directory.snapshot().trash))
    #expect(listing.missing.isEmpty && listing.unknown.isEmpty && listing.errors.isEmpty)
  }

  @Test func `homes and folders that nobody has are listed`() throws {
    let bench = try bench()
    try bench.deliver(2, to: "ann")
    bench.mail.deliver(Mailbox(inbox: 1, messages: 1, bytes: 10), to: "school.example/x-12345678")
    try bench.mail.moveToTrash("none", item: "eve@school.example#7", record: "")
    #expect(
      try listing(bench).unknown.map(\.path) == [
        "mail/school.example/x-12345678", "mail/.trash/eve@school.example#7",
      ])
  }

  @Test func `a folder of a live account's mail is listed although no home lies there`() throws {
    let bench = Bench()
    try bench.apply(manifest([user("ann")]))
    let ann = try #require(try bench.directory.snapshot().accounts[address("ann")])
    try bench.deliver(1, to: "ann")
    try bench.mail.moveToTrash(ann.home, item: "ann@school.example#9", record: "")
    let listing = try listing(bench)
    #expect(listing.unknown.count == 1)
    #expect(listing.errors.map(\.code) == ["mail-in-trash"])
  }

  @Test func `an item whose folder is gone is missing`() throws {
    let bench = try bench()
    let item = try #require(try bench.directory.snapshot().trash.first)
    try bench.mail.erase(item: item.folder, home: item.home, isRepeated: false)
    #expect(try listing(bench).missing == [item])
  }
}
