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
    "{SHA512-CRYPT}$6$x", "{SSHA512}x", "{ARGON2ID}$argon2id$v=19$m=65536~", "{blf-crypt}!",
    "{X.b64}eA==", "{.PLAIN}x", "{PLAINER}x", "{PLAI}x", "{X}}",
  ])
  func `a hash has a scheme and something visible behind`(_ text: String) {
    #expect(isHash(text))
  }

  @Test(arguments: [
    "", "{", "{}", "{}x", "{X}", "{X", "secret", " {X}a", "{X}a b", "{X}a\u{7f}", "{X}a\n",
    "{X Y}a",
    "{X}\u{e9}", "{\u{e9}}x", "{X_Y}a", "{X}a\u{0}",
  ])
  func `anything else is none`(_ text: String) {
    #expect(!isHash(text))
  }

  @Test(arguments: [
    "{PLAIN}x", "{plain.b64}x", "{Clear.HEX}x", "{CLEARTEXT}x", "{plain-trunc}5-x", "{PLAIN.}x",
  ])
  func `a scheme that keeps the password itself makes no hash`(_ text: String) {
    #expect(!isHash(text))
  }

  private func isHash(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes(Secret.isHash)
  }
}
