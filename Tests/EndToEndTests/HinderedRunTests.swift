import Foundation
import TestSupport
import Testing

/// Runs that the system refuses space, a folder or the database.
///
/// Once that is mended, one more apply ends where an undisturbed one ends.
@Suite struct HinderedRunTests {
  private static let shell = URL(fileURLWithPath: "/bin/bash")

  /// What an undisturbed run makes of the evening.
  private static let end: (state: SiteState, messages: [String]) = {
    do {
      let site = try RolloverSite.prepared()
      try #require(try site.rollbook("apply", "--yes").status == 0)
      return (try SiteState(of: site), site.messages())
    } catch {
      preconditionFailure("the undisturbed run failed: \(error)")
    }
  }()

  private func expectTheEnd(on site: BuiltSite, _ hindered: BuiltSite.Answer) throws {
    let place: Comment = "the hindered run said: \(hindered.output.suffix(500))\(hindered.errors)"
    #expect(try Leftovers(in: site).found.isEmpty, place)
    let state = try SiteState(of: site)
    #expect(state == Self.end.state, "\(place) \(state.difference(from: Self.end.state))")
    #expect(site.messages() == Self.end.messages, place)
  }

  /// KiB that no file may grow beyond; anybody can have such a limit.
  @Test(arguments: [0, 4, 24, 48, 96, 160, 400])
  func fileThatCannotGrow(_ limit: Int) throws {
    let site = try RolloverSite.prepared()
    let script = "trap '' XFSZ; ulimit -f \(limit); exec rollbook apply --yes > /dev/null"
    let hindered = try BuiltSite.run(Self.shell, ["-c", script], in: site.folder)
    #expect([0, 1, 4, 5].contains(hindered.status), "\(hindered.errors)")
    #expect(try site.rollbook("apply", "--yes").status == 0)
    try expectTheEnd(on: site, hindered)
  }

  /// KiB that are left on the disk.
  @Test(
    .enabled(if: OwnMounts.namespaceRefusal == nil, "\(OwnMounts.namespaceRefusal ?? "")"),
    arguments: [0, 8, 32, 64, 128, 256, 512, 1_024])
  func fullDisk(_ free: Int) throws {
    let site = try RolloverSite.prepared()
    let mended = try BuiltSite(in: RolloverSite.parent)
    let script = """
      set -e
      mkdir ../disk.$$ && mount -t tmpfs -o size=8m none ../disk.$$
      cp -a . ../disk.$$ && cd ../disk.$$
      left=$(df --output=avail -k . | tail -1)
      head -c $(((left - \(free)) * 1024)) /dev/zero > filler
      status=0; rollbook apply --yes > /dev/null || status=$?
      rm filler
      rollbook apply --yes > '\(mended.folder.path)/said' 2>&1 ||
        cat '\(mended.folder.path)/said'
      rm '\(mended.folder.path)/said'
      cp -a . '\(mended.folder.path)'
      cd .. && umount disk.$$ && rmdir disk.$$
      exit $status
      """
    let hindered = try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/unshare"), ["--mount", "/bin/bash", "-c", script],
      in: site.folder)
    #expect([0, 1, 4, 5].contains(hindered.status), "\(hindered.errors)")
    try expectTheEnd(on: mended, hindered)
  }

  /// Root may write everywhere, so it becomes nobody.
  private func asOther(_ command: String, in site: BuiltSite) throws -> BuiltSite.Answer {
    let prefix =
      geteuid() == 0 ? "exec setpriv --reuid 65534 --regid 65534 --clear-groups ./rollbook" : ""
    return try BuiltSite.run(
      Self.shell, ["-c", "\(prefix.isEmpty ? "exec ./rollbook" : prefix) \(command)"],
      in: site.folder)
  }

  /// A site with a program that nobody else can reach either.
  private func otherSite() throws -> BuiltSite {
    let site = try RolloverSite.prepared()
    try FileManager.default.copyItem(
      at: BuiltSite.binary, to: site.folder.appendingPathComponent("rollbook"))
    if geteuid() == 0 {
      _ = try BuiltSite.run(Self.shell, ["-c", "chown -R 65534:65534 ."], in: site.folder)
    }
    return site
  }

  private func mend(_ site: BuiltSite) throws {
    _ = try BuiltSite.run(Self.shell, ["-c", "chmod -R u+rwX mail"], in: site.folder)
  }

  private func expectTheEndForOther(
    on site: BuiltSite, _ hindered: BuiltSite.Answer
  ) throws {
    try mend(site)
    let last = try asOther("apply --yes", in: site)
    #expect(last.status == 0, "\(last.errors)")
    unlink(site.folder.appendingPathComponent("rollbook").path)
    try expectTheEnd(on: site, hindered)
  }

  @Test func mailFolderThatCannotBeWrittenHoldsRemovalsBack() throws {
    let site = try otherSite()
    chmod(site.folder.appendingPathComponent("mail/school.example").path, 0o500)
    let hindered = try asOther("apply --yes", in: site)
    #expect(hindered.status == 4, "\(hindered.errors)")
    #expect(try SiteDatabase(site.database).number("SELECT count(*) FROM account") == 171)
    #expect(try Leftovers(in: site, besides: ["rollbook"]).found.isEmpty)
    try expectTheEndForOther(on: site, hindered)
  }

  @Test(arguments: ["mail", "mail/.trash"])
  func trashThatCannotBeWrittenIsAnErrorBeforeAnyWrite(_ folder: String) throws {
    let site = try otherSite()
    let path = site.folder.appendingPathComponent(folder).path
    mkdir(path, 0o500)
    if geteuid() == 0 { chown(path, 65_534, 65_534) }
    chmod(path, 0o500)
    let hindered = try asOther("apply --yes", in: site)
    #expect(hindered.status == 1, "\(hindered.errors)")
    #expect(hindered.errors.contains("permission denied"))
    #expect(try SiteDatabase(site.database).number("SELECT count(*) FROM run") == 1)
    try expectTheEndForOther(on: site, hindered)
  }

  @Test func mailboxThatCannotBeCountedIsAnErrorBeforeAnyWrite() throws {
    let site = try otherSite()
    let home = try #require(try site.maildir(of: "gone3@school.example"))
    chmod(site.folder.appendingPathComponent("\(home)/new").path, 0)
    let hindered = try asOther("apply --yes", in: site)
    #expect(hindered.status == 1, "\(hindered.errors)")
    #expect(try SiteDatabase(site.database).number("SELECT count(*) FROM run") == 1)
    try expectTheEndForOther(on: site, hindered)
  }

  /// Another writer holds the database, seconds longer or shorter than the run is told to wait.
  @Test func databaseLockedForAWhileIsWaitedFor() throws {
    let site = try RolloverSite.prepared()
    let database = try SiteDatabase(site.database)
    try database.rows("BEGIN IMMEDIATE")
    nonisolated(unsafe) let held = database
    let end = DispatchSemaphore(value: 0)
    Thread {
      usleep(2_000_000)
      _ = try? held.rows("ROLLBACK")
      end.signal()
    }.start()
    let start = Date()
    let apply = try site.rollbook("apply", "--yes", "--lock-timeout", "60000")
    #expect(Date().timeIntervalSince(start) > 1.5)
    end.wait()
    #expect(apply.status == 0, "\(apply.errors)")
    try expectTheEnd(on: site, apply)
  }

  @Test(arguments: [["apply", "--yes"], ["trash", "restore", "nobody"]])
  func databaseLockedForLongerIsGivenUpInTime(_ command: [String]) throws {
    let site = try RolloverSite.prepared()
    let database = try SiteDatabase(site.database)
    try database.rows("BEGIN IMMEDIATE")
    let start = Date()
    let hindered = try BuiltSite.run(
      BuiltSite.binary, command + ["--lock-timeout", "1500"], in: site.folder)
    let time = Date().timeIntervalSince(start)
    try database.rows("ROLLBACK")
    #expect(hindered.status == 7, "\(hindered.errors)")
    // Start and planning on a busy machine take their time too.
    #expect(time > 1.4 && time < 6, "\(time) s")
    #expect(try site.rollbook("apply", "--yes").status == 0)
    try expectTheEnd(on: site, hindered)
  }

  @Test func mailBetweenSavedPlanAndPurgeMakesItStale() throws {
    let site = try RolloverSite.prepared()
    #expect(try site.rollbook("plan", "--out", "evening.plan").status == 0)
    let maildir = try #require(try site.maildir(of: "gone9@school.example"))
    try site.write("Subject: wait\n\nwait\n", to: "\(maildir)/new/1.late")
    let before = try site.contents()
    let hindered = try site.rollbook("apply", "evening.plan", "--yes")
    #expect(hindered.status == 6)
    #expect(hindered.errors.contains("gone9@school.example"))
    #expect(!hindered.errors.contains("gone8@school.example"))
    #expect(
      try site.contents().filter { !$0.key.hasPrefix("rollbook.db") }
        == before.filter {
          !$0.key.hasPrefix("rollbook.db")
        })
    unlink(site.folder.appendingPathComponent("\(maildir)/new/1.late").path)
    unlink(site.folder.appendingPathComponent("evening.plan").path)
    #expect(try site.rollbook("apply", "--yes").status == 0)
    try expectTheEnd(on: site, hindered)
  }
}
