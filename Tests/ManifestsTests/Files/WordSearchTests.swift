import Testing

@testable import Manifests

@Suite struct WordSearchTests {
  @Test(arguments: [
    "scope", "scope:", "a scope", "pppscope", "scopscope", "\u{e9}scope", "scope\u{0}", "sscope",
  ])
  func `a word is found wherever it stands`(_ text: String) {
    #expect(Array(text.utf8).withUnsafeBytes { $0.have("scope") })
  }

  @Test(arguments: ["", "p", "scop", "cope", "Scope", "pe", "scopp", "s cope", "pppppppp"])
  func `a part of it, or other letters, are not it`(_ text: String) {
    #expect(!Array(text.utf8).withUnsafeBytes { $0.have("scope") })
  }

  @Test func `no byte around the text is looked at`() {
    Array("xscopex".utf8).withUnsafeBytes { all in
      #expect(!UnsafeRawBufferPointer(rebasing: all[1..<5]).have("scope"))
      #expect(!UnsafeRawBufferPointer(rebasing: all[2..<7]).have("scope"))
      #expect(UnsafeRawBufferPointer(rebasing: all[1..<6]).have("scope"))
    }
  }
}
