import Testing

@testable import Stores

@Suite struct MessageNameTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var delivered: Int64?
    var size: Int64?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "1700000000.M1P2.host,S=1234,W=1250:2,S", delivered: 1_700_000_000, size: 1_234),
    Case(name: "1700000000.M1P2.host,W=1250,S=7", delivered: 1_700_000_000, size: 7),
    Case(name: "1.a,S=0:2,", delivered: 1, size: 0),
    Case(name: "1.a:2,S=12", delivered: 1, size: nil),
    Case(name: "1.a,S=12x", delivered: 1, size: nil),
    Case(name: "1.a,S=", delivered: 1, size: nil),
    Case(name: "1.a,S=9999999999999999999", delivered: 1, size: nil),
    Case(name: "12a.b", delivered: nil, size: nil),
    Case(name: "", delivered: nil, size: nil),
    Case(name: "12", delivered: 12, size: nil),
  ])
  func readsTimeAndSize(_ expected: Case) {
    var text = expected.name
    let name = text.withUTF8 { MessageName($0) }
    #expect(name.delivered == expected.delivered)
    #expect(name.size == expected.size)
  }
}
