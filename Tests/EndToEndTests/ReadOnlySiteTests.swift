import Foundation
import Testing

/// Reading commands on a copy of a site that nobody can write to, such as a mounted backup.
@Suite struct ReadOnlySiteTests {
  /// A mount of its own needs root, and a kernel that gives it a name space.
  static let canMount: Bool = {
    let answer = try? BuiltSite.run(
      URL(fileURLWithPath: "/usr/bin/unshare"), ["--mount", "/bin/true"],
      in: FileManager.default.temporaryDirectory)
    return answer?.status == 0
  }()

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
    .enabled(if: canMount, "mounting a read-only copy needs root"),
    arguments: ["check", "plan --detailed-exitcode", "list", "export", "history", "trash"])
  func worksOnAReadOnlyCopy(_ command: String) throws {
    let answer = try answer(of: "rollbook \(command)", on: try site())
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
  }

  @Test(.enabled(if: canMount, "mounting a read-only copy needs root"))
  func listsTheMailOfAReadOnlyCopy() throws {
    let answer = try answer(of: "rollbook list --group staff", on: try site())
    #expect(answer.output.contains("1 account, 2 messages"))
  }
}
