import Glibc
import TestSupport
import Testing

@testable import Execution

/// Folders in which everybody may enter what the test does not close.
@Suite struct ServerReachTests {
  private let folder = TemporaryFolder()

  /// A visitor who owns nothing here; `group` may be the one of the folder.
  private func reach(inGroup: Bool = false) -> ServerReach {
    let visitor = ServerReach.Visitor("post", user: nil, group: inGroup ? getegid() : nil)
    return ServerReach(postfix: visitor, mailUser: visitor)
  }

  /// Makes `site/store/rollbook.db` and `site/mail`, all open to everybody.
  private func makeSite() -> (store: String, mail: String) {
    chmod(folder.path, 0o755)
    for name in ["site", "site/store", "site/mail"] {
      _ = folder.makeFolder(name)
      chmod("\(folder.path)/\(name)", 0o777)
    }
    folder.write(bytes: [1], to: "site/store/rollbook.db")
    let store = "\(folder.path)/site/store/rollbook.db"
    chmod(store, 0o666)
    return (store, "\(folder.path)/site/mail")
  }

  private func toStore(_ site: (store: String, mail: String), inGroup: Bool = false)
    -> [ServerReach.Obstacle]
  {
    reach(inGroup: inGroup).obstacles(toStore: site.store, besideMail: site.mail)
  }

  @Test func nothingIsInTheWayOfWhatIsOpen() {
    let site = makeSite()
    #expect(toStore(site) == [])
    #expect(reach().obstacles(toMail: site.mail) == [])
  }

  @Test(arguments: [("site", mode_t(0o750)), ("site", 0o700)])
  func closedFolderOnTheWayIsNamed(_ name: String, _ mode: mode_t) {
    let site = makeSite()
    chmod("\(folder.path)/\(name)", mode)
    let closed = "\(folder.path)/\(name)"
    #expect(toStore(site) == [.folder(closed, user: "post", as: .others, target: site.store)])
    #expect(
      reach().obstacles(toMail: site.mail) == [
        .folder(closed, user: "post", as: .others, target: site.mail)
      ])
  }

  @Test func closedMailFolderIsNamed() {
    let site = makeSite()
    chmod(site.mail, 0o700)
    #expect(
      reach().obstacles(toMail: site.mail).map(\.description) == [
        "the user post cannot reach \(site.mail): others may not enter \(site.mail); "
          + "chmod o+x \(site.mail)"
      ])
  }

  @Test func folderThatItsOwnerOrGroupMayNotEnterIsOpenedForThem() {
    let site = makeSite()
    let owner = ServerReach.Visitor("post", user: geteuid(), group: nil)
    let member = ServerReach.Visitor("post", user: nil, group: getegid())
    for (visitor, mode, name, letter) in [
      (owner, mode_t(0o677), "owner", "u"), (member, 0o767, "group", "g"),
    ] {
      chmod(site.mail, mode)
      let reach = ServerReach(postfix: visitor, mailUser: visitor)
      #expect(
        reach.obstacles(toMail: site.mail).map(\.description) == [
          "the user post cannot reach \(site.mail): the \(name) of \(site.mail) may not enter it; "
            + "chmod \(letter)+x \(site.mail)"
        ])
    }
  }

  @Test func numberIsAUserAsTheServersReadIt() throws {
    let user = try #require(ServerReach.Visitor(named: "\(geteuid())"))
    #expect(user.user == geteuid())
    #expect(user.name == "\(geteuid())")
    #expect(ServerReach.Visitor(named: "root")?.user == 0)
  }

  @Test(arguments: ["no-such-user", "4294967294", "99999999999999999999"])
  func userThatDoesNotExistYetIsNobody(_ name: String) {
    #expect(ServerReach.Visitor(named: name) == nil)
  }

  @Test func nothingIsSaidOfAUserThatDoesNotExistYet() {
    let site = makeSite()
    chmod(site.mail, 0o700)
    let reach = ServerReach(postfix: reach().postfix, mailUser: nil)
    #expect(reach.obstacles(toMail: site.mail) == [])
  }

  @Test(arguments: ["-wal", "-shm"])
  func fileBesideTheStoreThatMayNotBeWrittenIsAdvisedToo(_ suffix: String) throws {
    let site = makeSite()
    let beside = folder.write("", to: "site/store/rollbook.db\(suffix)")
    chmod(beside, 0o666)
    #expect(toStore(site) == [])
    chmod(beside, 0o600)
    let words = try #require(toStore(site).first).description
    let files = "\(site.store) \(beside)"
    #expect(words.contains("chgrp postfix \(folder.path)/site/store \(files); "), "\(words)")
    #expect(words.hasSuffix("; chmod 660 \(files)"), "\(words)")
  }

  @Test(arguments: [(mode_t(0o755), mode_t(0o666)), (0o777, 0o644)])
  func storeThatMayNotBeWrittenIsNamed(_ folderMode: mode_t, _ fileMode: mode_t) {
    let site = makeSite()
    let folder = "\(folder.path)/site/store"
    chmod(folder, folderMode)
    chmod(site.store, fileMode)
    #expect(toStore(site) == [.store(files: [site.store], folder: folder, isShared: false)])
  }

  @Test func groupsOwnBitsCountAndNotThoseOfOthers() {
    let site = makeSite()
    let folder = "\(folder.path)/site/store"
    chmod(folder, 0o2770)
    chmod(site.store, 0o660)
    #expect(toStore(site, inGroup: true) == [])
    #expect(toStore(site) == [.store(files: [site.store], folder: folder, isShared: false)])
    chmod(folder, 0o757)
    #expect(toStore(site, inGroup: true).count == 1)
  }

  @Test func adviceForAStoreBesideTheMailKeepsTheMailReachable() throws {
    let site = makeSite()
    let folder = "\(folder.path)/site"
    self.folder.write(bytes: [1], to: "site/rollbook.db")
    chmod(folder, 0o755)
    let words = try #require(toStore(("\(folder)/rollbook.db", site.mail)).first).description
    #expect(words.contains("chmod 2771 \(folder); chmod 660 \(folder)/rollbook.db"))
    #expect(words.hasSuffix("`store: sqlite:store/rollbook.db`"))
  }

  @Test func storeThatIsNotThereSaysNothing() {
    let site = makeSite()
    #expect(toStore(("\(site.store).none", site.mail)) == [])
  }
}
