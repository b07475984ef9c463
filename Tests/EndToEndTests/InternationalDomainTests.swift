import Foundation
import TestSupport
import Testing

@Suite struct InternationalDomainTests {
  private static let manifest = """
    rollbook: 1
    domain: schüle.example
    domains: { schüle.example: {}, straße.example: {} }
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0, forward-domains: ["*.straße.example"] }
    groups:
      staff: { address: all }
    users:
      head: { group: staff, aliases: [boss@straße.example] }
      pa@schüle.example: { group: staff, forward: { to: [a+b@mail.straße.example] } }

    """

  private func appliedSite() throws -> BuiltSite {
    let site = try BuiltSite()
    try site.rollbook("init")
    try site.write(Self.manifest, to: "rollbook.yaml")
    let applied = try site.rollbook("apply", "--yes", "--operator", "x@schüle.example")
    #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
    return site
  }

  @Test func exportPlansToNothingWithAndWithoutTheManifest() throws {
    let site = try appliedSite()
    let typed = try site.rollbook("export").output
    #expect(typed.contains("domain: schüle.example"))
    #expect(!typed.contains("xn--"))
    try FileManager.default.removeItem(at: site.folder.appendingPathComponent("rollbook.yaml"))
    let stored = try site.rollbook("export", "--store", "sqlite:rollbook.db").output
    #expect(stored.contains("domain: xn--schle-mva.example"))
    #expect(!stored.contains("ü"))
    for text in [typed, stored] {
      try site.write(text, to: "rollbook.yaml")
      let plan = try site.rollbook("plan", "--detailed-exitcode")
      #expect(plan.status == 0, "\(text)\n\(plan.output)\(plan.errors)")
    }
  }

  @Test func folderAndJSONHaveTheNameOfTheStoreAndTextsTheTypedOne() throws {
    let site = try appliedSite()
    let account = try #require(
      try site.listed().first { ($0["account"] as? String)?.hasPrefix("head") == true })
    #expect(account["account"] as? String == "head@xn--schle-mva.example")
    #expect((account["maildir"] as? String)?.hasPrefix("mail/xn--schle-mva.example/head-") == true)
    #expect(try site.rollbook("list").output.contains("head@schüle.example  "))
  }

  @Test func theTrashIsAskedInAnySpelling() throws {
    let site = try appliedSite()
    let text = Self.manifest.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("  head:")
    }.joined(separator: "\n")
    try site.write(text + "leavers: [HEAD@SCHÜLE.example]\n", to: "rollbook.yaml")
    let removed = try site.rollbook("apply", "--yes")
    #expect(removed.output.contains("trash restore head@schüle.example"), "\(removed.errors)")
    let restored = try site.rollbook("trash", "restore", "Head@ＳＣＨÜＬＥ．example")
    #expect(restored.status == 0)
    #expect(restored.output.contains("brought back head@schüle.example"), "\(restored.errors)")
  }
}
