import Foundation
import Testing

/// `rollbook route` as one asks it.
@Suite struct RouteTests {
  private func site() throws -> BuiltSite {
    let site = try BuiltSite()
    try #require(try site.rollbook("init").status == 0)
    try site.write(
      Self.manifest("head: { forward: { to: [pa, far@home.example] } }"), to: "rollbook.yaml")
    try #require(try site.rollbook("apply", "--yes").status == 0)
    return site
  }

  private static func manifest(_ head: String) -> String {
    """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0 }
    users:
      \(head)
      pa: { aliases: [office] }
    """
  }

  @Test func wayIsShownNowAndAfterTheManifest() throws {
    let site = try site()
    try site.write(Self.manifest("head: { forward: null }"), to: "rollbook.yaml")
    let answer = try site.rollbook("route", "head")
    #expect(answer.status == 0)
    #expect(
      answer.output.hasSuffix(
        """
          reaches 2 mailboxes: head@school.example, pa@school.example; \
        1 address outside: far@home.example

        head@school.example, after the manifest:
            head@school.example: own mailbox
          reaches 1 mailbox: head@school.example

        """), "\(answer.output)")
  }

  @Test func addressThatNobodyHasIsAnAnswer() throws {
    let answer = try site().rollbook("route", "nobody")
    #expect(answer.status == 0)
    #expect(answer.output.contains("refused with 550"), "\(answer.output)")
  }

  @Test func manifestThatDoesNotFitIsToldBesideTheWayOfNow() throws {
    let site = try site()
    let manifest = Self.manifest("head: { was: pa }").split(separator: "\n").dropLast()
    try site.write(manifest.joined(separator: "\n"), to: "rollbook.yaml")
    let answer = try site.rollbook("route", "office", "--format", "json")
    #expect(answer.status == 1)
    #expect(answer.output.contains("\"after\" : null"), "\(answer.output)")
    #expect(answer.errors.contains("rename-onto-account"), "\(answer.errors)")
  }
}
