import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct PrepareTests {
  let site = MaildirSite()

  @Test func trashIsForRootOnlyAndEmpty() throws {
    try site.storage.prepareTrash()
    var status = stat()
    #expect(stat(site.folder.path("mail/.trash"), &status) == 0)
    #expect(status.st_mode == S_IFDIR | 0o700)
    #expect(site.folder.contents == ["mail", "mail/.trash"])
  }

  @Test(arguments: [false, true])
  func probeOfAKilledProcessIsInNobodysWay(_ isExchanged: Bool) throws {
    let names = [".probe-home", ".probe-placeholder"]
    site.folder.makeFolder("mail/.trash/\(names[isExchanged ? 1 : 0])")
    site.folder.write("", to: "mail/.trash/\(names[isExchanged ? 0 : 1])")
    try site.storage.prepareTrash()
    #expect(site.folder.contents == ["mail", "mail/.trash"])
  }

  @Test func fileInPlaceOfTheTrashIsAnError() {
    site.folder.write("x", to: "mail/.trash")
    #expect(throws: StoreError.self) { try site.storage.prepareTrash() }
  }

  @Test(
    .enabled(if: OwnMounts.refusal == nil, "\(OwnMounts.refusal ?? "")"),
    arguments: ["school.example", MaildirSite.home])
  func homeOnAnotherFileSystemIsRefused(_ mounted: String) throws {
    site.folder.makeFolder("mail/\(mounted)")
    let other = try #require(OtherFileSystem(at: site.folder.path("mail/\(mounted)")))
    withExtendedLifetime(other) {
      #expect(throws: StoreError.self) { try site.storage.checkPurge(of: [MaildirSite.home]) }
      #expect(throws: Never.self) { try site.storage.checkPurge(of: ["other.example/a"]) }
    }
  }

  @Test(.enabled(if: OwnMounts.refusal == nil, "\(OwnMounts.refusal ?? "")"))
  func trashOnAnotherFileSystemIsRefused() throws {
    site.folder.makeFolder("mail/.trash")
    let other = try #require(OtherFileSystem(at: site.folder.path("mail/.trash")))
    withExtendedLifetime(other) {
      #expect(throws: StoreError.self) { try site.storage.checkPurge(of: []) }
      #expect(throws: StoreError.self) { try site.storage.prepareTrash() }
    }
  }
}

/// An empty file system mounted over a folder.
private final class OtherFileSystem {
  private let path: String

  /// nil where mounting is not allowed.
  init?(at path: String) {
    self.path = path
    guard mount("none", path, "tmpfs", 0, nil) == 0 else { return nil }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}
