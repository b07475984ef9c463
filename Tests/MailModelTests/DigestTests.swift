import MailModel
import Testing

@Suite struct DigestTests {
  // FIPS 180-4 example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func isSHA256(_ text: String, _ digits: String) {
    #expect(Array(text.utf8).withUnsafeBytes { Digest.of($0) } == "sha256:\(digits)")
  }

  @Test func textsDoNotRunIntoEachOther() {
    var first = Digest()
    first.update("ab")
    first.update("c")
    var second = Digest()
    second.update("a")
    second.update("bc")
    #expect(first.description != second.description)
  }

  @Test func askingDoesNotEndIt() {
    var digest = Digest()
    digest.update("a")
    let first = digest.description
    #expect(digest.description == first)
    digest.update("b")
    #expect(digest.description != first)
  }
}

@Suite struct SecretTests {
  @Test func neverShows() {
    let secret = Secret("{SHA512-CRYPT}$6$abc")
    #expect("\(secret) \(String(reflecting: secret))" == "*** ***")
    #expect(!"\(FieldValue.secret(secret))".contains("abc"))
  }

  @Test(arguments: [
    ("{SHA512-CRYPT}$6$x", true), ("{PLAIN.b64}eA==", true), ("{}x", false), ("{X}", false),
    ("secret", false), ("{X}a b", false), ("{X Y}a", false), ("{X}\u{e9}", false),
  ])
  func hashHasASchemeAndSomethingBehind(_ text: String, _ isHash: Bool) {
    #expect(Secret.isHash(text) == isHash)
  }

  @Test(arguments: [
    ("{PLAIN}x", true), ("{plain.b64}x", true), ("{CLEARTEXT}x", true), ("{SSHA512}x", false),
  ])
  func plainSchemesAreKnown(_ text: String, _ isPlain: Bool) {
    #expect(Secret.isPlain(text) == isPlain)
  }
}
