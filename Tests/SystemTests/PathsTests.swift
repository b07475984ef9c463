import Testing

@testable import System

@Suite struct PathsTests {
  @Test func whatIsAppendedKeepsItsDots() {
    #expect(Paths.appending("a", to: "") == "a")
    #expect(Paths.appending("a", to: ".") == "./a")
    #expect(Paths.appending("./a", to: "site") == "site/./a")
    #expect(Paths.appending("a", to: "/") == "/a")
  }

  @Test func dotsGoAsFarAsTheTextTells() {
    #expect(Paths.normalized("./a//b/../c") == "a/c")
    #expect(Paths.normalized("/a/./b/") == "/a/b")
    #expect(Paths.normalized("a/../../b") == "../b")
    #expect(Paths.staysInside("a/../b"))
    #expect(!Paths.staysInside("a/../../b"))
    #expect(!Paths.staysInside("/a"))
  }

  @Test func whatIsNotThereHasNoTruePath() {
    #expect(Paths.resolved("/nonexistent") == nil)
    #expect(Paths.resolved("/usr/..") == "/")
  }

  @Test func folderOfABareNameIsHere() {
    #expect(Paths.folder(of: "rollbook.yaml") == ".")
    #expect(Paths.folder(of: "site/rollbook.yaml") == "site")
    #expect(Paths.folder(of: "/rollbook.yaml") == "/")
  }

  @Test func joinsToHereAndKeepsAbsolutePaths() {
    #expect(Paths.join(".", "mail") == "mail")
    #expect(Paths.join("site", "mail") == "site/mail")
    #expect(Paths.join("site", "/srv/mail") == "/srv/mail")
    #expect(Paths.join("site", ".") == "site")
  }

  @Test func absolutePathStartsHereAndHasNoDots() {
    #expect(Paths.absolute("/srv/./mail/") == "/srv/mail")
    #expect(Paths.absolute("./mail").hasSuffix("/mail"))
    #expect(!Paths.absolute("./mail").contains("/./"))
  }

  @Test func folderIsNoFile() {
    #expect(!Paths.isFile("/"))
    #expect(!Paths.isFile("/nonexistent"))
    #expect(Paths.isFile(#filePath))
  }

  @Test func showsAPathBelowTheBaseAsSeenFromThere() {
    #expect(Paths.relative("site/mail/x", to: "site") == "mail/x")
    #expect(Paths.relative("sites/mail/x", to: "site") == "sites/mail/x")
    #expect(Paths.relative("mail/x", to: ".") == "mail/x")
    #expect(Paths.relative("./mail/x", to: ".") == "mail/x")
  }
}
