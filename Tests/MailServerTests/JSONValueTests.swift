import Testing

@testable import MailServer

@Suite struct JSONValueTests {
  @Test func everyKindOfValueIsRead() {
    let value = JSONValue(#" {"a": [1, -2, true, false, null], "b": {"c": "d"}, "e": []} "#.utf8)
    #expect(
      value
        == .object([
          "a": .list([.number(1), .number(-2), .flag(true), .flag(false), .null]),
          "b": .object(["c": .text("d")]), "e": .list([]),
        ]))
  }

  @Test func escapesBecomeWhatTheyStandFor() {
    let value = JSONValue(#""\"\\\/\b\n\u00e9\ud83d\ude00\ud83d""#.utf8)
    #expect(value?.text == "\"\\/\u{8}\né😀\u{FFFD}")
  }

  @Test(arguments: [
    "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":1,}", "\"open", "1 2", "nul", "1.5", "\"\\u12",
    String(repeating: "[", count: 100_000),
  ])
  func whatIsNoValueIsNone(_ text: String) {
    #expect(JSONValue(text.utf8) == nil)
  }
}
