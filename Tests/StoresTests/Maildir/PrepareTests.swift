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

  @Test(.enabled(if: AppendOnlyFolder.isPossible, "a folder that keeps its entries needs root"))
  func trialThatFailsLeavesNoProbe() throws {
    site.folder.makeFolder("mail/.trash")
    let trash = try #require(AppendOnlyFolder(site.folder.path("mail/.trash")))
    withExtendedLifetime(trash) {
      #expect(throws: StoreError.self) { try site.storage.prepareTrash() }
      #expect(site.folder.contents == ["mail", "mail/.trash"])
    }
  }

  /// There is room for the trash and one probe of two.
  @Test(.enabled(if: OwnMounts.refusal == nil, "\(OwnMounts.refusal ?? "")"))
  func trialThatFailsLeavesNoTrash() throws {
    let other = try #require(OtherFileSystem(at: site.folder.path("mail"), inodes: 3))
    withExtendedLifetime(other) {
      #expect(throws: StoreError.self) { try site.storage.prepareTrash() }
      #expect(site.folder.contents == ["mail"])
    }
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
  init?(at path: String, inodes: Int = 100) {
    self.path = path
    guard mount("none", path, "tmpfs", 0, "nr_inodes=\(inodes)") == 0 else { return nil }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}

/// A folder in which entries come and never go.
private final class AppendOnlyFolder {
  private let folder: Int32

  /// nil where the file system, or this user, cannot make one.
  init?(_ path: String) {
    folder = open(path, O_RDONLY | O_DIRECTORY)
    guard mark(0x20) else { return nil }
  }

  deinit {
    _ = mark(0)
    close(folder)
  }

  /// `FS_IOC_SETFLAGS`.
  private func mark(_ flags: UInt) -> Bool {
    var flags = flags
    return ioctl(folder, 0x4008_6602, &flags) == 0
  }

  static var isPossible: Bool {
    let folder = TemporaryFolder()
    return AppendOnlyFolder(folder.makeFolder("marked")) != nil
  }
}
