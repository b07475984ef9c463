import Testing

@testable import Stores

@Suite struct EncodedTextTests {
  private func decoded(_ text: String) -> String {
    EncodedText.decoded(Array(text.utf8)[...])
  }

  @Test(arguments: [
    (" Hello  world", "Hello world"),
    ("=?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= alle", "Grüße an alle"),
    ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
    ("=?iso-8859-1*de?q?Gr=FC=DFe?=", "Grüße"),
    ("=?windows-1252?q?=80_5?=", "€ 5"),
    ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
    ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("a =?utf-8?q?b?= c", "a b c"),
  ])
  func encodedWordsAreDecoded(_ text: String, _ expected: String) {
    #expect(decoded(text) == expected)
  }

  @Test func blanksBetweenTwoWordsOnlyPartThem() {
    #expect(decoded("=?utf-8?q?a?=\r\n =?iso-8859-15?q?b?= =?utf-8?q?c?= d") == "abc d")
  }

  @Test func characterCutByTwoWordsIsWhole() {
    #expect(decoded("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=") == "Grüße")
  }

  @Test(arguments: [
    "=?utf-8?q?open", "=?utf-8?x?a?=", "=?", "=??q?a?=", "=?utf-8?q", "1 =? 2",
  ])
  func whatIsNoWordStaysAsItIs(_ text: String) {
    #expect(decoded(text) == text)
  }

  @Test func wordOfAnUnknownCharacterSetIsRepaired() {
    #expect(decoded("=?iso-2022-cn-ext?q?a=FF?=") == "a\u{FFFD}")
    #expect(decoded("=?../../x?q?a?=") == "a")
  }

  @Test func rawBytesAreUTF8OrLatin() {
    #expect(decoded("Grüße") == "Grüße")
    #expect(EncodedText.decoded([0x47, 0x72, 0xFC, 0xDF, 0x65]) == "Grüße")
  }
}
