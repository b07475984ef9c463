import Testing

@testable import Manifests

@Suite struct PathPatternTests {
  private func fits(_ name: String, _ pattern: String) throws -> Bool {
    guard case .wild(let tokens)? = try PathPattern(pattern).parts.first else { return false }
    return PathPattern.Token.fit(name, tokens)
  }

  @Test(arguments: [
    ("a.yaml", "*.yaml"), ("a.yaml", "?.yaml"), ("ä.yaml", "?.yaml"), ("b", "[abc]"),
    ("b", "[a-c]"), ("d", "[!a-c]"), ("]", "[]]"), ("-", "[a-]"), ("a*b?", "a\\*b*"),
    ("abcbcd", "a*bcd"), (".a", ".*"), ("x[1", "x[?"),
  ])
  func aNameFits(_ name: String, _ pattern: String) throws {
    #expect(try fits(name, pattern))
  }

  @Test(arguments: [
    (".a", "*a"), (".a", "?a"), (".a", "[.]a"), ("a.yml", "*.yaml"), ("", "?"), ("b", "[!a-c]"),
    ("a/b", "a?c"), ("abc", "*b"),
  ])
  func aNameDoesNotFit(_ name: String, _ pattern: String) throws {
    #expect(try !fits(name, pattern))
  }

  @Test func aNameOfManyStarsIsToldAtOnce() throws {
    let pattern = String(repeating: "*a", count: 100) + "b?"
    #expect(try !fits(String(repeating: "a", count: 255), pattern))
  }
}
