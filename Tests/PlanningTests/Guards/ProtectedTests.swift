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

  @Test func `any other edit passes`() {
    let findings = judgments(
      manifest([user("svc-scan", [.comment: .text("b")])]) { $0.protected = patterns },
      [live("svc-scan", [.comment: .text("a")])])
    #expect(findings.map(\.verdict) == [.passed])
  }
}
