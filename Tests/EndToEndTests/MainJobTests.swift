import Foundation
import Testing

/// The main job as a new user meets it: an empty folder, the built binary, a manifest.
@Suite struct MainJobTests {
  private static let manifest = """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    mail: maildir:mail/%d/%n-%i
    policy: { minimum-admins: 1, seats: 10 }
    groups:
      staff: { comment: Teaching staff, address: all-staff, defaults: { quota: 5G } }
      year-7: {}
    users:
      head:
        name: Dr A. Patel
        group: staff
        admin: true
        comment: Headteacher
        aliases: [principal, a.patel]
        assistant: { to: [pa] }
        forward: { to: [a.patel@home.example] }
        password: "{SHA512-CRYPT}$6$saltsalt$abcdefghijklmnopqrstuvwxyz"
      pa: { name: Pat Ames, group: staff }
      jsmith: { name: John Smith, group: year-7, quota: 500M }
      bjones:
        name: José Jones
        group: year-7
        autoresponder:
          subject: Away
          message: |
            I am away.
            Back in January.
          from: 2026-12-18
          until: 2027-01-04
    """

  private func appliedSite() throws -> BuiltSite {
    let site = try BuiltSite()
    try #require(try site.rollbook("init").status == 0)
    try site.write(Self.manifest, to: "rollbook.yaml")
    let apply = try site.rollbook("apply", "--yes")
    try #require(apply.status == 0, "\(apply.output)\(apply.errors)")
    return site
  }

  @Test func plansNothingInAFreshSite() throws {
    let site = try BuiltSite()
    #expect(try site.rollbook("init").status == 0)
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
  }

  @Test func planTellsWhatIsPendingByItsExitStatus() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest, to: "rollbook.yaml")
    #expect(try site.rollbook("plan").status == 0)
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 2)
  }

  @Test func isInSyncAfterApply() throws {
    let site = try appliedSite()
    let plan = try site.rollbook("plan", "--detailed-exitcode")
    #expect(plan.status == 0, "\(plan.output)")
  }

  @Test func plansNothingForWhatItExports() throws {
    let site = try appliedSite()
    let export = try site.rollbook("export")
    #expect(export.status == 0)
    #expect(!export.output.contains("saltsalt"))
    try site.write(export.output, to: "rollbook.yaml")
    let plan = try site.rollbook("plan", "--detailed-exitcode")
    #expect(plan.status == 0, "\(export.output)\n\(plan.output)\(plan.errors)")
  }

  @Test(arguments: ["char(0xFEFF)", "char(10)", "char(27)"])
  func exportTellsOfAValueThatNoManifestMayHold(character: String) throws {
    let site = try appliedSite()
    try SiteDatabase(site.database).script(
      "UPDATE account SET comment = 'x' || \(character) || 'y' WHERE address LIKE 'head@%'")
    let export = try site.rollbook("export")
    #expect(export.status == 0)
    #expect(export.errors.contains("warning: the store holds what no manifest may hold"))
    let line =
      export.output.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("    comment: \"x") }.map { $0 + 1 } ?? 0
    #expect(export.errors.contains("export:\(line):14: error: comment "), "\(export.errors)")
    #expect(!export.errors.contains("\u{1B}"))
  }

  @Test func renamesAGroupOnceWithItsMembers() throws {
    let site = try appliedSite()
    let after = Self.manifest.replacing("year-7: {}", with: "year-8: { was: year-7 }")
      .replacing("group: year-7", with: "group: year-8")
    try site.write(after, to: "rollbook.yaml")
    let plan = try site.rollbook("plan")
    #expect(plan.output.contains("-> group year-8  (was year-7, 2 members follow)\n"))
    #expect(plan.output.contains("plan: 1 to rename; 5 unchanged\n"), "\(plan.output)")
    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
    try site.write(try site.rollbook("export").output, to: "rollbook.yaml")
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
  }

  @Test func applyWithoutATerminalWantsYes() throws {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest, to: "rollbook.yaml")
    let before = try site.contents()
    #expect(try site.rollbook("apply").status == 64)
    #expect(try site.contents() == before)
  }

  @Test func refusesALeaverWithMailAndChangesNothing() throws {
    let site = try appliedSite()
    try site.deliver(3, to: "jsmith@school.example")
    try site.listLeavers("[jsmith]", without: "jsmith", in: Self.manifest)
    let before = try site.contents()
    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.status == 3)
    #expect(apply.errors.contains("nothing was changed"))
    #expect(apply.errors.contains("mailbox-not-empty"))
    #expect(apply.errors.contains("purge: true"))
    #expect(try site.contents() == before)
  }

  @Test func purgesWithConsentAndRestoresAccountAndMail() throws {
    let site = try appliedSite()
    let account = "jsmith@school.example"
    try site.deliver(3, to: account)
    try site.listLeavers(
      "[{ account: jsmith, purge: true, reason: left }]", without: "jsmith", in: Self.manifest)
    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
    #expect(try site.maildir(of: account) == nil)
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)

    let restore = try site.rollbook("trash", "restore", "jsmith")
    #expect(restore.status == 0, "\(restore.errors)")
    let line = try #require(try site.listed().first { $0["account"] as? String == account })
    #expect(line["messages"] as? Int == 3)
    #expect(line["name"] as? String == "John Smith")
    #expect(line["group"] as? String == "year-7")
    // The leaver entry is spent: it does not remove the account again.
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
  }

  @Test func nameInTheTrashComesBackWithItsMailWhenTheManifestSaysSo() throws {
    let site = try appliedSite()
    let account = "jsmith@school.example"
    try site.deliver(3, to: account)
    try site.listLeavers(
      "[{ account: jsmith, purge: true }]", without: "jsmith", in: Self.manifest)
    try #require(try site.rollbook("apply", "--yes").status == 0)

    let users = Self.manifest.replacingOccurrences(
      of: "jsmith: { name: John Smith,", with: "jsmith: { name: John Smith, mail: restore,")
    try site.write(Self.manifest, to: "rollbook.yaml")
    #expect(try site.rollbook("plan").status == 3)
    try site.write(users, to: "rollbook.yaml")
    let apply = try site.rollbook("apply", "--yes")
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("comes back from the trash as jsmith@school.example#2"))
    let line = try #require(try site.listed().first { $0["account"] as? String == account })
    #expect(line["messages"] as? Int == 3)
    #expect(try site.rollbook("plan", "--detailed-exitcode").status == 0)
    #expect(try site.rollbook("trash").output.contains("jsmith") == false)
  }

  @Test func readingCommandsChangeNoByte() throws {
    let site = try appliedSite()
    try site.deliver(2, to: "head@school.example")
    let before = try site.contents()
    for command in [["plan"], ["list"], ["export"], ["check"], ["history"], ["trash"]] {
      let answer = try BuiltSite.run(BuiltSite.binary, command, in: site.folder)
      #expect(answer.status == 0, "\(command): \(answer.errors)")
    }
    #expect(try site.contents() == before)
  }

  @Test func createsNoMailFolderByItself() throws {
    let site = try appliedSite()
    let mail = site.folder.appendingPathComponent("mail").path
    #expect(try FileManager.default.subpathsOfDirectory(atPath: mail) == [".rollbook"])
  }
}

extension BuiltSite {
  /// Takes a user out of `manifest` and puts `leavers` in.
  fileprivate func listLeavers(_ leavers: String, without user: String, in manifest: String) throws
  {
    let lines = manifest.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { !$0.hasPrefix("  \(user):") }.joined(separator: "\n")
    try write(kept + "\nleavers: \(leavers)\n", to: "rollbook.yaml")
  }
}
