import Testing

@testable import Manifests

@Suite struct CSVReaderTests {
  /// Each record's values, and `line:column` of each field before it.
  private func records(_ text: String, separator: Character = ",") -> [[String]] {
    var result: [[String]] = []
    Array(text.utf8).withUnsafeBytes { bytes in
      var reader = CSVReader(bytes, separator: separator.asciiValue ?? 0)
      while reader.advance() {
        result.append(
          reader.fields.indices.map { number in
            let spot = reader.fields[number].spot
            let value = String(decoding: reader.value(number), as: UTF8.self)
            return "\(spot.line):\(reader.column(spot)) \(value)"
          }
            + (reader.mistake.map { ["\($0.spot.line):\(reader.column($0.spot)) \($0.kind)"] } ?? [])
        )
      }
    }
    return result
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func aRecordIsALine(_ end: String) {
    #expect(
      records("aaa,bbb\(end)zzz,yyy\(end)") == [["1:1 aaa", "1:5 bbb"], ["2:1 zzz", "2:5 yyy"]])
  }

  @Test func theLastLineNeedsNoEnd() {
    #expect(records("a,b\nc,d") == [["1:1 a", "1:3 b"], ["2:1 c", "2:3 d"]])
  }

  @Test func aSeparatorAtTheEndBeginsAnEmptyField() {
    #expect(records("a,") == [["1:1 a", "1:3 "]])
    #expect(records(",\n") == [["1:1 ", "1:2 "]])
  }

  @Test func fieldsMayBeQuoted() {
    #expect(records("\"aaa\",\"b b\",c") == [["1:1 aaa", "1:7 b b", "1:13 c"]])
    #expect(records("\"\",\"\"") == [["1:1 ", "1:4 "]])
  }

  @Test func quotedFieldsHoldBreaksAndSeparators() {
    #expect(
      records("\"a\r\nb\",\"x,y\"\nc,d\n")
        == [["1:1 a\r\nb", "2:4 x,y"], ["3:1 c", "3:3 d"]])
  }

  @Test func doubledQuotesAreOne() {
    #expect(
      records("\"a \"\"b\"\" c\",\"\"\"\",d") == [["1:1 a \"b\" c", "1:13 \"", "1:18 d"]])
  }

  @Test func spacesBelongToTheField() {
    #expect(records(" a , b ") == [["1:1  a ", "1:5  b "]])
  }

  @Test func columnsAreCountedInScalars() {
    #expect(records("é,ß,\u{1F600},x") == [["1:1 é", "1:3 ß", "1:5 \u{1F600}", "1:7 x"]])
  }

  @Test func theSeparatorMayBeAnother() {
    #expect(records("a,b;c", separator: ";") == [["1:1 a,b", "1:5 c"]])
    #expect(records("a\tb", separator: "\t") == [["1:1 a", "1:3 b"]])
  }

  @Test func aQuoteInsideAFieldIsAMistake() {
    #expect(
      records("a,5\" disk,c\nd\n") == [
        ["1:1 a", "1:3 5\" disk", "1:11 c", "1:4 strayQuote"], ["2:1 d"],
      ])
  }

  @Test func textBehindAQuoteIsAMistake() {
    #expect(records("\"a\"b,c\nd") == [["1:1 a", "1:6 c", "1:4 textBehindQuote"], ["2:1 d"]])
  }

  @Test(arguments: [
    "x,\"y,z\nd,e\n", "x,\"y,z\nd,\"e\"\n", "x,\"y,z\nd,\"\"\n", "x,\"y,\"z\"\nd\n",
  ])
  func anOpenQuoteCostsItsLineAlone(_ text: String) {
    let found = records(text)
    #expect(found.count == 2)
    #expect(found.first?.last == "1:3 unclosedQuote")
    #expect(found.last?.first == "2:1 d")
  }

  @Test func manyOpenQuotesAreReadInOnePass() {
    // Reading to the end again for each of them would take minutes.
    let text = String(repeating: "a,\"b\"\"\nc,\"\"\"d\n", count: 20_000)
    #expect(records(text).count == 40_000)
  }

  @Test func cutOffAnywhereItEnds() {
    let text = Array("\u{FEFF}a,\"b \"\"c\"\"\r\nd\",é\r\n\"x\"y,z\n".utf8)
    for count in 0...text.count {
      text[..<count].withUnsafeBytes { bytes in
        var reader = CSVReader(bytes, separator: UInt8(ascii: ","))
        var records = 0
        while reader.advance() { records += 1 }
        #expect(records <= 4)
      }
    }
  }
}
