import Foundation
import MailModel
import Testing

/// Every field there is, from the manifest through store, plan and JSON and back.
@Suite struct FieldTests {
  /// A field of an account or of a group.
  struct Subject: Sendable, CustomTestStringConvertible {
    let field: Field
    let ofGroup: Bool

    var testDescription: String { "\(field.key) of \(ofGroup ? "a group" : "an account")" }

    static let all =
      Field.ofAccount.map { Subject(field: $0, ofGroup: false) }
      + Field.ofGroup.map { Subject(field: $0, ofGroup: true) }
  }

  /// Two values that are not the empty one.
  private static func values(of field: Field) -> (String, String) {
    switch field {
    case .name: ("Ann Ash", "Ann Elm")
    case .group: ("staff", "office")
    case .admin: ("true", "null")
    case .enabled: ("false", "true")
    case .comment: ("room 7", "room 8")
    case .quota: ("5G", "500M")
    case .aliases: ("[anna, a.ash]", "[anna, ann.ash]")
    case .password: ("\"{SHA512-CRYPT}$6$salt$one\"", "\"{SHA512-CRYPT}$6$salt$two\"")
    case .assistant: ("{ to: [pa] }", "{ to: [pa], only: true }")
    case .forward: ("{ to: [ann@home.example] }", "{ to: [pa], keep: false }")
    case .autoresponder:
      ("{ subject: away, message: back soon }", "{ subject: away, message: back on Monday }")
    case .protect: ("true", "null")
    case .services: ("[imap, submission]", "[]")
    case .address: ("all", "everybody")
    }
  }

  private static func manifest(_ subject: Subject, _ value: String?) -> String {
    let line = value.map { "\(subject.field.key): \($0)" } ?? ""
    return """
      rollbook: 1
      domain: school.example
      store: sqlite:rollbook.db
      mail: maildir:mail/%d/%n-%i
      policy: { mode: authoritative, minimum-admins: 0 }
      groups:
        office: {}
        staff: { \(subject.ofGroup ? line : "") }
      users:
        ann: { \(subject.ofGroup ? "" : line) }
        pa: { group: staff }
        may: { group: staff }
        moe: { group: office }
        mia: { group: office }
        postmaster: { aliases: [abuse] }

      """
  }

  @Test(arguments: Subject.all)
  func `a field goes from the manifest to the store and back`(_ subject: Subject) throws {
    let site = try BuiltSite()
    let (first, second) = Self.values(of: subject.field)
    try site.write(Self.manifest(subject, first), to: "rollbook.yaml")
    try site.rollbook("init")
    try succeed(site.rollbook("apply", "--yes"))
    let before = try site.everything()
    #expect(before.contains("\(subject.field.key):"))
    try expectInSync(site)

    // What the store exports finds nothing to do.
    try succeed(site.rollbook("export", "--passwords", "--out", "exported.yaml"))
    let exported = try site.rollbook("plan", "--detailed-exitcode", "--manifest", "exported.yaml")
    #expect(exported.status == 0, "\(exported.output)\(exported.errors)")

    try site.write(Self.manifest(subject, second), to: "rollbook.yaml")
    let plan = try site.plan()
    let changes = try #require(plan["changes"] as? [[String: Any]])
    #expect(changes.count == 1)
    let fields = try #require(changes.first?["fields"] as? [[String: Any]])
    #expect(fields.map { $0["field"] as? String } == [subject.field.key])
    #expect(fields.first?["before"] != nil)

    // Through a file and back.
    let saved = try site.rollbook("plan", "--out", "saved.json")
    #expect(saved.status == 0, "\(saved.errors)")
    try succeed(site.rollbook("apply", "saved.json", "--yes"))
    try expectInSync(site)
    let after = try site.everything()
    #expect(after != before)

    try succeed(site.rollbook("undo", "2", "--yes"))
    #expect(try site.everything() == before)
    try succeed(site.rollbook("undo", "3", "--yes"))
    #expect(try site.everything() == after)
    try expectInSync(site)

    // Dropped, it is managed no more.
    try site.write(Self.manifest(subject, nil), to: "rollbook.yaml")
    let dropped = try #require(try site.plan()["changes"] as? [[String: Any]])
    let last = try #require(dropped.first?["fields"] as? [[String: Any]])
    #expect(last.map { $0["ownership"] as? String } == ["dropped"])
    try succeed(site.rollbook("apply", "--yes"))
    try expectInSync(site)
  }

  // What is protected is not removed.
  @Test(arguments: Field.ofAccount.filter { $0 != .protect })
  func `what came back with another value goes to the trash with the former one`(
    _ field: Field
  ) throws {
    let subject = Subject(field: field, ofGroup: false)
    let (first, second) = Self.values(of: field)
    func removed() throws -> BuiltSite {
      let site = try BuiltSite()
      try site.write(Self.manifest(subject, first), to: "rollbook.yaml")
      try site.rollbook("init")
      try succeed(site.rollbook("apply", "--yes"))
      try site.write(Self.manifestWithoutAnn, to: "rollbook.yaml")
      try succeed(site.rollbook("apply", "--yes"))
      return site
    }
    let untouched = try removed()
    try succeed(untouched.rollbook("trash", "restore", "ann"))

    let site = try removed()
    let manifest = Self.manifest(subject, second)
      .replacing("ann: {", with: "ann: { mail: restore,")
    try site.write(manifest, to: "rollbook.yaml")
    try succeed(site.rollbook("apply", "--yes"))
    let after = try site.everything()
    try succeed(site.rollbook("undo", "3", "--yes"))
    try succeed(site.rollbook("undo", "4", "--yes"))
    #expect(try site.everything() == after)
    try expectInSync(site)

    try succeed(site.rollbook("undo", "5", "--yes"))
    try succeed(site.rollbook("trash", "restore", "ann"))
    // Ids differ from store to store, and no export has them.
    _ = try (site.everything(), untouched.everything())
    #expect(try site.read("all.yaml") == untouched.read("all.yaml"))
  }

  // Values that it goes to the trash with lead nobody's mail.
  @Test(arguments: [Field.aliases, .forward, .assistant, .group])
  func `nobody reaches who goes back to the trash`(_ field: Field) throws {
    let subject = Subject(field: field, ofGroup: false)
    let (first, second) = Self.values(of: field)
    let site = try BuiltSite()
    for manifest in [
      Self.manifest(subject, first), Self.manifestWithoutAnn,
      Self.manifest(subject, second).replacing("ann: {", with: "ann: { mail: restore,"),
    ] {
      try site.write(manifest, to: "rollbook.yaml")
      try site.rollbook("init")
      try succeed(site.rollbook("apply", "--yes"))
    }
    try succeed(site.rollbook("undo", "3", "--out", "undo.json"))
    let text = try Data(site.read("undo.json").utf8)
    let plan = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let delivery = try #require(plan["delivery"] as? [[String: Any]])
    #expect(!delivery.isEmpty)
    for change in delivery {
      let after = try #require(change["after"] as? [String: Any])
      #expect(after["answer"] as? String == "unknown", "\(change)")
    }
  }

  private static let manifestWithoutAnn =
    manifest(
      Subject(field: .comment, ofGroup: false), "x"
    ).split(separator: "\n").filter { !$0.contains("ann:") }.joined(separator: "\n") + "\n"

  private func succeed(_ answer: BuiltSite.Answer) throws {
    try #require(answer.status == 0, "\(answer.output)\(answer.errors)")
  }

  private func expectInSync(_ site: BuiltSite) throws {
    #expect(try site.plan()["verdict"] as? String == "in-sync")
  }
}
