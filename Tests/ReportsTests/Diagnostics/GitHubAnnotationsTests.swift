import MailModel
import TestSupport
import Testing

@testable import Reports

@Suite struct GitHubAnnotationsTests {
  @Test func `each is one line with its place, notes and help`() {
    expectGolden(GitHubAnnotations.text(of: Diagnostic.samples), "diagnostics-github.txt")
  }

  @Test func `what would end a command or a property is escaped`() {
    #expect(GitHubAnnotations.escapedMessage("50%, a:b\r\nc") == "50%25, a:b%0D%0Ac")
    #expect(GitHubAnnotations.escapedProperty("50%, a:b\r\nc") == "50%25%2C a%3Ab%0D%0Ac")
  }

  @Test func `the path of the file is a property`() {
    let place = Place(file: "a,b:c%.yaml", line: 1, column: 2)
    #expect(
      GitHubAnnotations.text(of: [.error("tab", "no tabs: 5%", at: place)])
        == "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=tab::no tabs: 5%25\n1 error\n")
  }

  @Test func `a message from outside can't begin another command`() {
    let text = GitHubAnnotations.text(of: [.error("tab", "a\n::error::b\r::c", at: nil)])
    #expect(text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("::") }.count == 1)
  }

  @Test func `no limit applies, and nothing is said of nothing`() {
    let list = Array(repeating: Diagnostic.warning("tab", "b", at: nil), count: 250)
    #expect(GitHubAnnotations.text(of: list).split(separator: "\n").count == 251)
    #expect(GitHubAnnotations.text(of: []) == "")
  }
}
