import MailModel
import Planning
import TestSupport
import Testing

@Suite struct ProtectedTests {
  private let patterns = [NamePattern("svc-*")]

  private func judgments(
    _ manifest: Manifest, _ accounts: [LiveAccount], groups: [LiveGroup] = [],
    lastApplied: [NamePattern] = []
  ) -> [Finding] {
    plan(
      manifest,
      snapshot(accounts, groups: groups) {
        $0.lastApplied = LastApplied(protected: lastApplied)
      }
    ).findings("protected")
  }

  @Test func `removing what this manifest protects is refused`() {
    let findings = judgments(
      manifest([user("head")], leavers: [leaver("svc-scan")]) { $0.protected = patterns },
      [live("head"), live("svc-scan")])
    #expect(findings.map(\.verdict) == [.refused])
    #expect(findings.first?.subject == "svc-scan@school.example")
    #expect(findings.first?.allow == nil)
  }

  @Test func `removing what the last applied manifest protects is refused`() {
    let findings = judgments(
      manifest([user("head")], leavers: [leaver("svc-scan")]), [live("head"), live("svc-scan")],
      lastApplied: patterns)
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `removing an account that no pattern matches passes`() {
    let findings = judgments(
      manifest([user("head")], leavers: [leaver("scan")]) { $0.protected = patterns },
      [live("head"), live("scan")])
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `removing an account with its own protection is refused`() {
    let findings = judgments(
      manifest([user("head")], leavers: [leaver("old")]),
      [live("head"), live("old", [.protect: .flag(true)])])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `protection that ends in the same plan still holds`() {
    let findings = judgments(
      manifest([user("new", [.protect: .flag(false)], was: "old")]),
      [live("old", [.protect: .flag(true)])])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `protection that begins in the same plan holds already`() {
    let findings = judgments(
      manifest([user("new", [.protect: .flag(true)], was: "old")]),
      [live("old", [.protect: .flag(false)])])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `disabling is refused`() {
    let findings = judgments(
      manifest([user("svc-scan", [.enabled: .flag(false)])]) { $0.protected = patterns },
      [live("svc-scan", [.enabled: .flag(true)])])
    #expect(findings.map(\.verdict) == [.refused])
  }

  @Test func `disabling through the group is refused`() {
    let findings = judgments(
      manifest([user("head")], groups: [group("tools", [.enabled: .flag(false)])]) {
        $0.protected = patterns
      },
      [live("head"), live("svc-scan", [.group: .text("tools")])], groups: [liveGroup("tools")])
    #expect(findings.map(\.subject) == ["svc-scan@school.example"])
  }

  /// What the guard says of one edit of `svc-scan`, which a pattern protects.
  private func judgment(
    _ field: Field, _ before: FieldValue, _ after: FieldValue, lastApplied: Bool = true
  ) -> Finding? {
    judgments(
      manifest([user("svc-scan", [field: after])]) { $0.protected = patterns },
      [live("svc-scan", [field: before])], lastApplied: lastApplied ? patterns : []
    ).first
  }

  @Test(arguments: [
    (Field.password, FieldValue.hash("a"), FieldValue.hash("b"), "get another password"),
    (.password, .nothing, .hash("b"), "get a password"),
    (.password, .hash("a"), .nothing, "lose its password"),
    (.admin, .flag(true), .flag(false), "be no administrator any more"),
    (
      .aliases, .aliases("abuse", "post"), .aliases("post"), "lose the alias abuse@school.example"
    ),
    (
      .forward, .nothing, .forward("bea", keep: false),
      "send its mail to bea@school.example and keep no copy"
    ),
    (
      .forward, .forward("bea", keep: true), .forward("bea", keep: false),
      "send its mail to bea@school.example and keep no copy"
    ),
    (
      .forward, .forward("bea", keep: false, enabled: false), .forward("bea", keep: false),
      "send its mail to bea@school.example and keep no copy"
    ),
    (
      .forward, .forward("bea", keep: false), .forward("x@far.example", keep: false),
      "send its mail to x@far.example and keep no copy"
    ),
    (
      .assistant, .assistant(Assistant(targets: [address("bea")])),
      .assistant(Assistant(targets: [address("bea")], isOnly: true)),
      "leave its mail to bea@school.example alone"
    ),
    (
      .autoresponder, .reply("Away"), .reply("Away", keep: false),
      "discard the mail that it answers"
    ),
  ])
  func `what takes login, rights or mail is refused`(
    field: Field, before: FieldValue, after: FieldValue, deed: String
  ) throws {
    let finding = try #require(judgment(field, before, after))
    #expect(finding.verdict == .refused)
    #expect(
      finding.message == "svc-scan@school.example would \(deed), but \"svc-*\" in policy.protected "
        + "protects it; end the protection in a run of its own first")
  }

  @Test(arguments: [
    (Field.comment, FieldValue.text("a"), FieldValue.text("b")),
    (.password, .hash("a"), .hash("a")),
    (.admin, .flag(false), .flag(true)),
    (.aliases, .aliases("post"), .aliases("abuse", "post")),
    (.forward, .nothing, .forward("bea", keep: true)),
    (.forward, .nothing, .forward("bea", keep: false, enabled: false)),
    (.forward, .forward("bea", keep: false), .nothing),
    (.assistant, .nothing, .assistant(Assistant(targets: [address("bea")]))),
    (.autoresponder, .nothing, .reply("Away")),
    (.autoresponder, .reply("Away", keep: false), .reply("Gone", keep: false)),
    (.autoresponder, .reply("Away", keep: false), .nothing),
  ])
  func `any other edit passes`(field: Field, before: FieldValue, after: FieldValue) {
    #expect(judgment(field, before, after)?.verdict == .passed)
  }

  @Test func `an autoresponder that discards for longer is refused, for shorter not`() throws {
    func reply(until: String?) throws -> FieldValue {
      .autoresponder(
        Autoresponder(
          subject: "Away", message: "away", until: try until.map { try #require(Day($0)) },
          keepsOriginal: false))
    }
    let week = try reply(until: "2026-12-07")
    #expect(judgment(.autoresponder, week, try reply(until: "2026-12-08"))?.verdict == .refused)
    #expect(judgment(.autoresponder, week, try reply(until: nil))?.verdict == .refused)
    #expect(judgment(.autoresponder, week, try reply(until: "2026-12-06"))?.verdict == .passed)
  }

  @Test func `what begins together with the protection is told to go before it`() throws {
    let finding = try #require(
      judgment(.forward, .nothing, .forward("bea", keep: false), lastApplied: false))
    #expect(finding.verdict == .refused)
    #expect(finding.message.hasSuffix("; begin the protection in a run after this one"))
  }

  @Test func `a forward that follows a renamed account is no other forward`() {
    let findings = judgments(
      manifest([
        user("svc-scan", [.forward: .forward("pat", keep: false)]), user("pat", was: "bea"),
      ]) { $0.protected = patterns },
      [live("svc-scan", [.forward: .forward("bea", keep: false)]), live("bea")],
      lastApplied: patterns)
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `a new account may have any of it`() {
    let findings = judgments(
      manifest([user("svc-new", [.forward: .forward("head", keep: false), .password: .hash("a")])])
      { $0.protected = patterns },
      [live("head")], lastApplied: patterns)
    #expect(findings.map(\.verdict) == [.passed])
  }

  @Test func `all that would be done to one account is told at once`() {
    let findings = judgments(
      manifest([
        user("new", [.password: .hash("b"), .enabled: .flag(false)], was: "svc-scan")
      ]) { $0.protected = patterns },
      [live("svc-scan", [.password: .hash("a"), .enabled: .flag(true)])], lastApplied: patterns)
    #expect(
      findings.first?.message.hasPrefix(
        "svc-scan@school.example would be renamed and be disabled and get another password, but ")
        == true)
  }
}
