import MailModel
import TestSupport
import Testing

@testable import Reports

@Suite struct SarifLogTests {
  private let log = SarifLog(version: "9.9.9")

  @Test func `a log has a rule for each code and a result for each diagnostic`() {
    expectGolden(log.text(of: Diagnostic.samples), "diagnostics.sarif")
  }

  @Test func `rules of known codes carry their page`() {
    let text = log.text(of: [.error("tab", "no tabs", at: nil), .error("tab", "none", at: nil)])
    let page = Explanations.page(of: "tab")
    #expect(page.map { text.contains($0.text) && text.contains($0.summary) } == true)
    #expect(text.ranges(of: "\"ruleIndex\" : 0").count == 2)
  }

  @Test func `a log without results is a log`() {
    #expect(log.text(of: []).contains("\"results\" : ["))
  }

  @Test(arguments: [
    ("rollbook.yaml", "rollbook.yaml"), ("./site/a b.yaml", "site/a%20b.yaml"),
    ("/srv/é.yaml", "file:///srv/%C3%A9.yaml"), ("a:b/100%.yaml", "a%3Ab/100%25.yaml"),
    ("../x#y?.yaml", "../x%23y%3F.yaml"), ("\t", "%09"),
  ])
  func `paths become references`(_ path: String, _ uri: String) {
    #expect(SarifLog.uri(of: path) == uri)
  }
}
