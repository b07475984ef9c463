import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct TrashTests {
  let site = MaildirSite()
  let home = MaildirSite.home
  let item = "ada@school.example#7"
  let homePath = "mail/\(MaildirSite.home)"
  let trashPath = "mail/.trash/ada@school.example#7"

  func move() throws { try site.storage.moveToTrash(home, item: item, record: "{\"a\":1}") }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    return lstat(site.folder.path(name), &status) == 0 ? status.st_mode : 0
  }

  /// Makes the file that a home is exchanged with.
  func makePlaceholder(_ name: String) {
    site.folder.write("", to: name)
    chmod(site.folder.path(name), 0)
  }

  @Test func itemHoldsMailAndRecordForRootOnly() throws {
    site.deliverTwo()
    try move()
    #expect(site.folder.text(of: "\(trashPath)/record") == "{\"a\":1}")
    #expect(mode("\(trashPath)/record") == S_IFREG | 0o600)
    #expect(mode(trashPath) == S_IFDIR | 0o700)
    #expect(mode("mail/.trash") == S_IFDIR | 0o700)
    #expect(site.folder.exists("\(trashPath)/mail/Maildir/cur"))
  }

  @Test func lateDeliveryCannotMakeTheHomeAgain() throws {
    site.deliverTwo()
    try move()
    #expect(mode(homePath) == S_IFREG)
    #expect(mkdir(site.folder.path("\(homePath)/Maildir"), 0o700) == -1)
    #expect(errno == ENOTDIR)
  }

  @Test func homeWithoutMailLeavesTheRecordAlone() throws {
    site.folder.makeFolder("mail/school.example")
    try move()
    #expect(site.folder.exists("\(trashPath)/record"))
    #expect(!site.folder.exists("\(trashPath)/mail"))
    #expect(mode(homePath) == S_IFREG)
  }

  @Test func homeOfAnUnknownDomainMakesNoFolder() throws {
    try move()
    #expect(!site.folder.exists("mail/school.example"))
  }

  /// Each state in which a crash can leave the move, by what it has done.
  @Test(arguments: [
    [], ["trash"], ["trash", "item"], ["trash", "item", "placeholder"],
    ["trash", "item", "placeholder", "draft"], ["trash", "item", "placeholder", "record"],
    ["trash", "item", "placeholder", "record", "exchange"],
  ])
  func moveGoesOnAfterACrash(_ done: [String]) throws {
    site.deliverTwo()
    for step in done {
      switch step {
      case "trash": mkdir(site.folder.path("mail/.trash"), 0o700)
      case "item": mkdir(site.folder.path(trashPath), 0o700)
      case "draft": site.folder.write("{\"a", to: "\(trashPath)/record.new")
      case "record": site.folder.write("{\"a\":1}", to: "\(trashPath)/record")
      case "placeholder": makePlaceholder("\(trashPath)/mail")
      default:
        let aside = site.folder.path("aside")
        rename(site.folder.path(homePath), aside)
        rename(site.folder.path("\(trashPath)/mail"), site.folder.path(homePath))
        rename(aside, site.folder.path("\(trashPath)/mail"))
      }
    }
    #expect(try site.storage.hasMoved(item) == done.contains("exchange"))
    try move()
    #expect(mode(homePath) == S_IFREG)
    let mail = [
      "", "/.Sent", "/.Sent/new", "/.Sent/new/1700000900.M2P1.host,S=200", "/cur",
      "/cur/1700000100.M1P1.host,S=100,W=104:2,S",
    ].map { "mail/Maildir\($0)" }
    let identity = done.contains("exchange") ? [] : ["identity"]
    let inItem = identity + ["mail"] + mail + ["record"]
    #expect(
      site.folder.contents.filter { $0.hasPrefix(trashPath) }
        == [trashPath] + inItem.map { "\(trashPath)/\($0)" })
  }

  /// Each state in which a crash can leave the way back, by what it has done.
  @Test(arguments: [
    [], ["exchange"], ["exchange", "record"], ["exchange", "record", "placeholder"],
  ])
  func restoreGoesOnAfterACrash(_ done: [String]) throws {
    site.deliverTwo()
    try move()
    for step in done {
      switch step {
      case "exchange":
        let aside = site.folder.path("aside")
        rename(site.folder.path(homePath), aside)
        rename(site.folder.path("\(trashPath)/mail"), site.folder.path(homePath))
        rename(aside, site.folder.path("\(trashPath)/mail"))
      case "placeholder": unlink(site.folder.path("\(trashPath)/mail"))
      default:
        unlink(site.folder.path("\(trashPath)/identity"))
        unlink(site.folder.path("\(trashPath)/record"))
      }
    }
    #expect(try site.storage.hasMoved(item) == done.isEmpty)
    try site.storage.restore(item: item, to: home, isRepeated: true)
    #expect(try site.count() == .two)
    #expect(!site.folder.exists(trashPath))
  }

  @Test func anItemIsWhatWasMovedThereUntilAnotherFolderTakesItsPlace() throws {
    site.deliverTwo()
    try move()
    #expect(try site.storage.standing(ofItem: item) == .asMoved)
    rename(site.folder.path("\(trashPath)/mail"), site.folder.path("aside"))
    #expect(try site.storage.standing(ofItem: item) == .asMoved)
    site.folder.makeFolder("\(trashPath)/mail")
    #expect(try site.storage.standing(ofItem: item) == .exchanged)
  }

  /// Also one that lies in the home that was moved there, or in place of all that was.
  @Test(arguments: ["/mail/Maildir/new", "/mail/Maildir", "/mail", ""])
  func anotherFolderInAnItemIsNotWhatWasMoved(_ place: String) throws {
    site.deliverTwo()
    site.deliver("new/1700000950.a,S=50", to: "kim")
    try move()
    let kept = "mail/.trash/aside"
    rename(site.folder.path(trashPath + place), site.folder.path(kept))
    let other = "mail/kim" + place.dropFirst("/mail".count)
    rename(site.folder.path(other), site.folder.path(trashPath + place))
    let standing = try site.storage.standing(ofItem: item)
    #expect(standing == (place.isEmpty ? .unrecorded : .exchanged))
  }

  @Test func theMaildirOfAnItemOutsideItsHomeIsAnotherFolder() throws {
    site.deliverTwo()
    site.deliver("new/1700000950.a,S=50", to: "kim")
    try move()
    rename(site.folder.path("\(trashPath)/mail"), site.folder.path("aside"))
    rename(site.folder.path("mail/kim/Maildir"), site.folder.path("\(trashPath)/Maildir"))
    #expect(try site.storage.standing(ofItem: item) == .exchanged)
  }

  @Test func anErasureThatWasCutOffHasItsOwnMailBeforeIt() throws {
    site.deliverTwo()
    try move()
    rename(site.folder.path("\(trashPath)/mail/Maildir"), site.folder.path("aside"))
    #expect(try site.storage.standing(ofItem: item) == .asMoved)
  }

  @Test func theFolderOfAnotherItemIsNone() throws {
    site.deliverTwo()
    try move()
    rename(site.folder.path(trashPath), site.folder.path("mail/.trash/other#9"))
    #expect(try site.storage.standing(ofItem: "other#9") == .another)
  }

  @Test func aCopyOfAWholeItemIsOne() throws {
    site.deliverTwo()
    try move()
    // The inodes of folders on another disk.
    site.folder.write("1 2 3 4 5\n\(item)\n", to: "\(trashPath)/identity")
    #expect(try site.storage.standing(ofItem: item) == .copied)
  }

  @Test func ofAFolderThatNoRemovalMadeNothingTells() throws {
    site.folder.makeFolder("\(trashPath)/Maildir/new")
    #expect(try site.storage.standing(ofItem: item) == .unrecorded)
    #expect(try site.storage.standing(ofItem: "nobody@school.example#1") == .unrecorded)
    site.folder.write("sha256:0\n", to: "\(trashPath)/record")
    #expect(try site.storage.standing(ofItem: item) == .unmarked)
  }

  /// Also with files that are named as the item's own.
  @Test func aHomeThatWasTakenInWholeIsTheItem() throws {
    site.deliverTwo()
    site.folder.makeFolder("mail/.trash")
    for name in ["identity", "record", "record.new"] {
      site.folder.write("keep", to: "\(homePath)/\(name)")
    }
    let held = try site.count()
    rename(site.folder.path(homePath), site.folder.path("mail/.trash/tom"))
    try site.storage.takeIn("tom", as: item)
    #expect(try site.storage.standing(ofItem: item) == .asMoved)
    #expect(try site.storage.mailbox(inTrash: item) == held)
    try site.storage.restore(item: item, to: home, isRepeated: false)
    #expect(site.folder.text(of: "\(homePath)/identity") == "keep")
    #expect(try site.count() == held)
  }

  /// Also where a crash ended the way of the home to its place in the item.
  @Test(arguments: [false, true])
  func homeThatSomebodyMovedThereWholeComesBackWhole(_ isHalfWay: Bool) throws {
    site.deliverTwo()
    site.folder.write("keep;", to: "\(homePath)/.dovecot.sieve")
    site.folder.makeFolder("mail/.trash")
    rename(site.folder.path(homePath), site.folder.path(trashPath))
    if isHalfWay { site.folder.makeFolder("\(trashPath)/mail") }
    #expect(try site.storage.hasMoved(item))
    #expect(try site.storage.mailbox(inTrash: item) == .two)
    try site.storage.restore(item: item, to: home, isRepeated: false)
    #expect(try site.count() == .two)
    #expect(site.folder.text(of: "\(homePath)/.dovecot.sieve") == "keep;")
    #expect(!site.folder.exists(trashPath))
  }

  @Test(arguments: ["cur", "tom-1/Maildir/new", "notes"])
  func folderOfAnotherShapeHoldsNoItem(_ inner: String) throws {
    site.folder.makeFolder("\(trashPath)/\(inner)")
    #expect(try !site.storage.hasMoved(item))
  }

  @Test func secondHomeBesideTheMailOfAnItemIsCountedWithIt() throws {
    site.deliverTwo()
    try move()
    site.folder.makeFolder("\(trashPath)/Maildir/new")
    site.folder.write("x", to: "\(trashPath)/Maildir/new/1700000950.b")
    #expect(try site.storage.mailbox(inTrash: item).messages == 3)
    #expect(try site.storage.mailbox(inTrash: item).inbox == Mailbox.two.inbox)
  }

  @Test func homeInTheHomeIsCountedWhereItGoes() throws {
    site.deliverTwo()
    site.deliver("new/1700000950.a,S=50", to: "\(home)/y.example")
    let all = Mailbox(inbox: 1, messages: 3, bytes: 350, newest: 1_700_000_950)
    #expect(try site.count() == all)
    try move()
    #expect(try site.storage.mailbox(inTrash: item) == all)
  }

  @Test func whatSomebodyPutIntoAnItemStaysAndStopsNothing() throws {
    site.deliverTwo()
    try move()
    site.folder.write("keep", to: "\(trashPath)/NOTE")
    try site.storage.restore(item: item, to: home, isRepeated: false)
    #expect(try site.count() == .two)
    #expect(try !site.storage.hasMoved(item))
    #expect(site.folder.contents.filter { $0.hasPrefix(trashPath) }.count == 2)
    try site.storage.restore(item: item, to: home, isRepeated: true)
    #expect(try site.count() == .two)
  }

  @Test func moveThatFailedIsForgottenBesideWhatSomebodyPutThere() throws {
    site.folder.write("keep", to: "\(trashPath)/NOTE")
    makePlaceholder("\(trashPath)/mail")
    try site.storage.abandonMove(item)
    #expect(site.folder.contents.filter { $0.hasPrefix("\(trashPath)/") } == ["\(trashPath)/NOTE"])
  }

  @Test func fileOrLinkInPlaceOfAnItemHoldsNoMail() throws {
    site.folder.write("x", to: "mail/.trash/file")
    symlink(site.folder.makeFolder("outside/mail"), site.folder.path("mail/.trash/link"))
    for item in ["file", "link"] {
      #expect(try !site.storage.hasMoved(item))
      #expect(try site.storage.record(inTrash: item) == nil)
      try site.storage.abandonMove(item)
      #expect(try site.storage.holds(item: item))
    }
  }

  @Test func restoreWorksWherePlaceholderAndFoldersAreGone() throws {
    site.deliverTwo()
    try move()
    unlink(site.folder.path(homePath))
    rmdir(site.folder.path("mail/school.example"))
    try site.storage.restore(item: item, to: home, isRepeated: false)
    #expect(try site.count() == .two)
  }

  @Test func restoreOntoAnotherMailboxIsRefused() throws {
    site.deliverTwo()
    try move()
    unlink(site.folder.path(homePath))
    site.deliver("new/5.a,S=9")
    #expect(throws: StoreError.homeTaken(site.folder.path(homePath))) {
      try site.storage.restore(item: item, to: home, isRepeated: false)
    }
    #expect(site.folder.exists("\(trashPath)/mail/Maildir/cur"))
    #expect(try site.count().messages == 1)
  }

  @Test func moveOfAHomeThatGrewAgainIsRefused() throws {
    site.deliverTwo()
    try move()
    unlink(site.folder.path(homePath))
    site.deliver("new/5.a,S=9")
    #expect(throws: StoreError.homeTaken(site.folder.path(homePath))) { try move() }
    #expect(try site.count().messages == 1)
  }

  @Test func restoreWithoutTrashIsAnError() {
    #expect(throws: StoreError.self) {
      try site.storage.restore(item: item, to: home, isRepeated: false)
    }
  }

  @Test func linkInPlaceOfTheHomeIsNotMoved() throws {
    let outside = site.folder.makeFolder("outside/Maildir/cur")
    site.folder.makeFolder("mail/school.example")
    symlink(site.folder.path("outside"), site.folder.path(homePath))
    #expect(throws: StoreError.self) { try move() }
    #expect(mode(homePath) & S_IFMT == S_IFLNK)
    #expect(access(outside, F_OK) == 0)
  }

  @Test func linkInPlaceOfTheTrashIsRefused() {
    let outside = site.folder.makeFolder("outside")
    symlink(outside, site.folder.path("mail/.trash"))
    site.deliverTwo()
    #expect(throws: StoreError.self) { try move() }
    #expect(throws: StoreError.self) { try site.storage.checkPurge(of: []) }
    #expect(site.folder.exists("\(homePath)/Maildir/cur"))
  }

  @Test func erasingDoesNotFollowLinks() throws {
    site.deliverTwo()
    let kept = site.folder.write("precious", to: "outside/file")
    symlink(site.folder.path("outside"), site.folder.path("\(MaildirSite.maildir)/link"))
    symlink(kept, site.folder.path("\(MaildirSite.maildir)/cur/1.link"))
    try move()
    try site.storage.erase(item: item, home: home, isRepeated: false)
    #expect(site.folder.text(of: "outside/file") == "precious")
    #expect(
      site.folder.contents == [
        "mail", "mail/.trash", "mail/school.example", "outside", "outside/file",
      ])
  }

  @Test func erasingGoesOnAfterACrash() throws {
    site.deliverTwo()
    try move()
    unlink(site.folder.path("\(trashPath)/record"))
    unlink(site.folder.path("\(trashPath)/mail/Maildir/.Sent/new/1700000900.M2P1.host,S=200"))
    try site.storage.erase(item: item, home: home, isRepeated: false)
    #expect(site.folder.contents == ["mail", "mail/.trash", "mail/school.example"])
  }

  @Test(arguments: ["", ".", "..", "a/b", "../x"])
  func itemThatIsNoPlainNameIsRefused(_ item: String) {
    site.deliverTwo()
    #expect(throws: StoreError.self) {
      try site.storage.moveToTrash(home, item: item, record: "{}")
    }
    #expect(throws: StoreError.self) {
      try site.storage.erase(item: item, home: home, isRepeated: false)
    }
    #expect(site.folder.exists("\(homePath)/Maildir/cur"))
  }

  @Test func restoreIsRefusedBeforeAnythingChanges() throws {
    try move()
    site.deliver("new/5.a,S=9")
    let before = site.folder.contents
    expectHomeTaken { try site.storage.restore(item: item, to: home, isRepeated: false) }
    #expect(site.folder.contents == before)
  }

  @Test func erasingReachesNamesThatAreNoText() throws {
    site.deliverTwo()
    let folder = site.folder.path("\(MaildirSite.maildir)/") + "x"
    var name = Array(folder.utf8CString)
    name[name.count - 2] = CChar(bitPattern: 0xE4)
    #expect(mkdir(name, 0o700) == 0)
    try move()
    try site.storage.erase(item: item, home: home, isRepeated: false)
    #expect(site.folder.contents == ["mail", "mail/.trash", "mail/school.example"])
  }
}
