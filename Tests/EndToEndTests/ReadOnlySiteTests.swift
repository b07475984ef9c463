import Foundation
import TestSupport
import Testing

/// Reading commands on a copy of a site that nobody can write to, such as a mounted backup.
@Suite struct ReadOnlySiteTests {
  private static let manifest = """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    groups: { staff: {} }
    users:
      ada: { name: Ada King, group: staff, aliases: [countess] }
      bob: { name: Bob, quota: 1G }
    """

  private func site() throws -> BuiltSite {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest, to: "rollbook.yaml")
    try #require(try site.rollbook("apply", "--yes").status == 0)
    try site.deliver(2, to: "ada@school.example")
    return site
  }

  /// Runs `command` in a read-only copy of the site's folder.
  private func answer(of command: String, on site: BuiltSite) throws -> BuiltSite.Answer {
    let script = """
      set -e
      mkdir copy && mount -t tmpfs none copy && cp -a rollbook.yaml rollbook.db* mail copy/
      mount -o remount,ro none copy && cd copy && \(command)
      """
    return try BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/unshare"), ["--mount", "/bin/bash", "-c", script],
      in: site.folder)
  }

  @Test(
    .enabled(if: OwnMounts.namespaceRefusal == nil, "\(OwnMounts.namespaceRefusal ?? "")"),
    arguments: ["check", "plan --detailed-exitcode", "list", "export", "history", "trash"])
  func worksOnAReadOnlyCopy(_ command: String) throws {
    let answer = try answer(of: "rollbook \(command)", on: try site())
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
  }

  @Test(
    .enabled(if: OwnMounts.namespaceRefusal == nil, "\(OwnMounts.namespaceRefusal ?? "")"),
    arguments: ["apply --yes", "unlock ada", "trash restore ada"])
  func writingThereSaysWhatIsInTheWay(_ command: String) throws {
    let site = try site()
    try site.write(Self.manifest + "\n  cid: {}\n", to: "rollbook.yaml")
    let answer = try answer(of: "rollbook \(command)", on: site)
    #expect(answer.status == 1, "\(answer.output)\(answer.errors)")
    #expect(
      answer.errors.hasSuffix(
        "rollbook.db: its file system is mounted read-only; mount it writable, and try again\n"),
      "\(answer.errors)")
  }

  /// A system user of another group than the store's, on a site that others may read.
  @Test(.enabled(if: geteuid() == 0, "only root can run something as somebody else"))
  func readerWithoutPermissionIsToldTheWayOut() throws {
    let site = try site()
    let script = """
      set -e
      chmod 755 . ; chmod 644 rollbook.yaml rollbook.db; rm -f rollbook.db-wal rollbook.db-shm
      # The test's own binary lies where nobody else may go.
      cp "$(command -v rollbook)" ./reader
      setpriv --reuid=65534 --regid=65534 --clear-groups ./reader list || true
      chmod 640 rollbook.db
      setpriv --reuid=65534 --regid=65534 --clear-groups ./reader list || true
      chmod 700 .
      """
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", script], in: site.folder)
    #expect(
      answer.errors == """
        error: ./rollbook.db: this user may not write in ., where all who use a SQLite store share \
        memory; run this as root, or as a member of the group that may
        error: ./rollbook.db: this user may not read it; run this as root, or as a member of the group \
        that may

        """)
  }

  /// A store that is cut off and, as a copy of it may be, not in WAL mode: SQLite gets at it.
  @Test(.enabled(if: geteuid() == 0, "only root can run something as somebody else"))
  func brokenStoreInAFolderOfSomebodyElseIsToldAsBroken() throws {
    let site = try site()
    let script = """
      set -e
      chmod 755 . ; chmod 644 rollbook.yaml; rm -f rollbook.db-wal rollbook.db-shm
      truncate -s 4096 rollbook.db
      printf '\\001\\001' | dd of=rollbook.db bs=1 seek=18 conv=notrunc status=none
      chmod 666 rollbook.db
      cp "$(command -v rollbook)" ./reader
      for command in list 'apply --yes'; do
        setpriv --reuid=65534 --regid=65534 --clear-groups ./reader $command || true
      done
      """
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", script], in: site.folder)
    let words = "error: ./rollbook.db: database disk image is malformed\n"
    #expect(answer.errors == words + words)
  }

  @Test(.enabled(if: OwnMounts.namespaceRefusal == nil, "\(OwnMounts.namespaceRefusal ?? "")"))
  func listsTheMailOfAReadOnlyCopy() throws {
    let answer = try answer(of: "rollbook list --group staff", on: try site())
    #expect(answer.output.contains("1 account, 2 messages"))
  }
}
