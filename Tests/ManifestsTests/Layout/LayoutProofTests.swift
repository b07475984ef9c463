import Testing

@testable import Manifests

/// The proof is asked about layouts that nobody should make.
@Suite struct LayoutProofTests {
  private func isLoss(_ old: String, _ new: String) -> Bool {
    var old = old
    var new = new
    return old.withUTF8 { old in
      new.withUTF8 { new in
        let objection = LayoutProof.objection(
          to: UnsafeRawBufferPointer(new), asLayoutOf: UnsafeRawBufferPointer(old))
        if case .loss = objection { return true }
        return false
      }
    }
  }

  @Test func spacesAndLinesAreNoLoss() {
    #expect(!isLoss("a:   1 # x\nb: [c,d]\n", "a: 1  # x\n\nb: [c, d]\n"))
  }

  @Test func aCommentThatIsMissingIsALoss() {
    #expect(isLoss("a: 1\n# x\n", "a: 1\n"))
    #expect(isLoss("# x\na: 1\n", "a: 1\n"))
  }

  @Test func aCommentThatIsNewOrDifferentIsALoss() {
    #expect(isLoss("a: 1\n", "a: 1\n# x\n"))
    #expect(isLoss("a: 1 # x\n", "a: 1 # y\n"))
  }

  @Test func aCommentThatMovedToOtherWordsIsALoss() {
    #expect(isLoss("a: # x\n  1\n", "a:\n  1 # x\n"))
  }

  @Test func anotherValueStyleAnchorOrTagIsALoss() {
    #expect(isLoss("a: 1\n", "a: 2\n"))
    #expect(isLoss("a: 'x'\n", "a: \"x\"\n"))
    #expect(isLoss("a: [x]\n", "a:\n  - x\n"))
    #expect(isLoss("a: &b x\n", "a: x\n"))
    #expect(isLoss("a: &b x\n", "a: &c x\n"))
    #expect(isLoss("a: !!str x\n", "a: x\n"))
    #expect(isLoss("---\na: x\n", "a: x\n"))
    #expect(isLoss("a: |\n  x\n", "a: |-\n  x\n"))
    #expect(isLoss("a: |\n  x\n", "a: |2\n  x\n"))
  }

  @Test func anotherOrderOrCountIsALoss() {
    #expect(isLoss("a: 1\nb: 2\n", "b: 2\na: 1\n"))
    #expect(isLoss("a: 1\nb: 2\n", "a: 1\n"))
    #expect(isLoss("a: 1\n", "a: 1\n---\nb: 2\n"))
    #expect(isLoss("a: 1\n", "a: [\n"))
  }

  @Test func aCommaMoreIsALoss() {
    #expect(isLoss("a: [x]\n", "a: [x,]\n"))
  }
}
