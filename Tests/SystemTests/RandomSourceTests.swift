import Testing

@testable import System

@Suite struct RandomSourceTests {
  @Test func theSameNumbersMakeTheSameText() {
    let texts = (0..<2).map { _ in
      var number: UInt64 = 0
      let source = RandomSource {
        number &+= 0x9E37_79B9_7F4A_7C15
        return number
      }
      return source.text(12) + source.text(4)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].count == 16)
  }

  @Test func textHasTheLettersItMayHave() {
    let text = RandomSource.kernel.text(200, of: "abc")
    #expect(Set(text) == ["a", "b", "c"])
    #expect(Set(RandomSource.kernel.text(200)).isSubset(of: RandomSource.nameLetters))
  }

  @Test func chanceTellsNothingTwice() {
    #expect(RandomSource.kernel.text(16) != RandomSource.kernel.text(16))
  }
}
