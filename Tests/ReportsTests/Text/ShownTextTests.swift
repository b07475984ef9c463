import MailModel
import Testing

@testable import Reports

@Suite struct ShownTextTests {
  @Test(arguments: [
    ("plain é 漢 👩‍👧", "plain é 漢 👩‍👧"), ("\u{1B}[2J", #"\u{1B}[2J"#),
    ("a\tb\r\n", #"a\u{9}b\u{D}\u{A}"#),
    ("\u{7F}\u{85}\u{9B}", #"\u{7F}\u{85}\u{9B}"#),
    ("\u{200B}\u{202E}\u{2066}", #"\u{200B}\u{202E}\u{2066}"#),
    ("a\u{3164}b\u{E0100}", #"a\u{3164}b\u{E0100}"#), ("a\u{200D}b", #"a\u{200D}b"#),
    ("می\u{200C}خواهم ❤\u{FE0F}", "می\u{200C}خواهم ❤\u{FE0F}"),
    ("x ##[error]", #"x ##\u{5B}error]"#),
    ("\u{2028}\u{FEFF}", #"\u{2028}\u{FEFF}"#), ("\u{E0041}", #"\u{E0041}"#),
  ])
  func `what could steer a terminal is spelled out`(_ text: String, _ shown: String) {
    #expect(text.shown == shown)
  }

  @Test(arguments: [
    ("", #""""#), (" a ", #"" a ""#), (#"a"b\c"#, #""a\"b\\c""#), ("a\nb", #""a\nb""#),
    (#"\u{1B}"#, #""\\u{1B}""#),
  ])
  func `quotes show both ends and no two texts alike`(_ text: String, _ quoted: String) {
    #expect(text.quoted == quoted)
  }
}
