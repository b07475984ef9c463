import Testing

@testable import Reports

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("漢字", 4), ("한글", 4),
    ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("🇬🇧", 2), ("❤\u{FE0F}", 2), ("…", 1),
  ])
  func `a text is as wide as a terminal shows it`(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字x", 4, "漢…"), ("漢字", 3, "漢…")])
  func `a cut text fits`(_ text: String, _ width: Int, _ result: String) {
    #expect(text.cut(to: width) == result)
  }
}
