import MailModel
import Manifests
import TestSupport
import Testing

/// Manifests as people leave them, and what becomes of them.
@Suite struct LayoutWriterTests {
  private func expect(
    _ before: String, becomes after: String, at location: SourceLocation = #_sourceLocation
  ) {
    let layout = LayoutWriter.layout(ofAnyText: Array(before.utf8), path: "rollbook.yaml")
    #expect(layout.diagnostics.map(\.summary) == [], sourceLocation: location)
    #expect(String(decoding: layout.after, as: UTF8.self) == after, sourceLocation: location)
    let again = LayoutWriter.layout(ofAnyText: layout.after, path: "rollbook.yaml")
    #expect(!again.isChanged, "a second time changes it again", sourceLocation: location)
  }

  private func expectRefusal(
    _ marked: String, _ expected: String, at location: SourceLocation = #_sourceLocation
  ) {
    expectDiagnostics(in: marked, expected, sourceLocation: location) { text in
      let layout = LayoutWriter.layout(ofAnyText: Array(text.utf8), path: "rollbook.yaml")
      #expect(!layout.isChanged, sourceLocation: location)
      return layout.diagnostics
    }
  }

  @Test func eachLevelIsTwoSpacesDeeper() {
    expect(
      "users:\n     ada:\n        name: Ada\n        group: staff\n     bea: {}\n",
      becomes: "users:\n  ada:\n    name: Ada\n    group: staff\n  bea: {}\n")
  }

  @Test func theWholeManifestMayHaveBeenIndented() {
    expect("  # top\n  rollbook: 1\n  users: {}\n", becomes: "# top\nrollbook: 1\nusers: {}\n")
  }

  @Test func aListStandsBelowItsKey() {
    expect(
      "leavers:\n- ada\n-   account: bea\n    purge: true\n-\n  account: cy\n",
      becomes:
        "leavers:\n  - ada\n  - account: bea\n    purge: true\n  -\n    account: cy\n")
  }

  @Test func aListInAListStandsBelowItsDash() {
    expect("a:\n- -  x\n  -  y\n-    - z\n", becomes: "a:\n  - - x\n    - y\n  - - z\n")
  }

  @Test func oneSpaceStandsBehindColonsAndDashes() {
    expect("rollbook :   1\na:\n  -    b\n", becomes: "rollbook: 1\na:\n  - b\n")
  }

  @Test func valueOnALineOfItsOwnStaysThere() {
    expect("a:\n      b\nc:\n   [x]\n", becomes: "a:\n  b\nc:\n  [x]\n")
  }

  @Test func bracketsHaveTheirSpaces() {
    expect(
      "a: {b:  1,c: [ x,y ,  z ], \"d\":2, e: , f: {  }, g: [ ] }\n",
      becomes: "a: { b: 1, c: [x, y, z], \"d\": 2, e: , f: {}, g: [] }\n")
  }

  @Test func bracketsOfSeveralLinesKeepTheirLines() {
    expect(
      "users:\n   ada:\n      aliases: [a,\n  b, # second\n          # own\n\n\n      { c:\n d } ,\n      ]\n",
      becomes:
        "users:\n  ada:\n    aliases: [a,\n      b,  # second\n      # own\n\n      { c:\n"
        + "        d },\n    ]\n")
  }

  @Test func aClosingBracketThatStoodDeeperThanItsKeyStillDoes() {
    expect("a:\n    b: [\n        x\n     ]\n", becomes: "a:\n  b: [\n    x\n    ]\n")
  }

  @Test func blanksAtLineEndsGo() {
    expect("a: 1  \nb:\t \n  c: 2\t\n# note  \n   \n", becomes: "a: 1\nb:\n  c: 2\n# note\n")
  }

  @Test func oneEmptyLineIsLeftOfSeveral() {
    expect("\n\na: 1\n\n \n\nb: 2\nc: 3\n\n\n", becomes: "a: 1\n\nb: 2\nc: 3\n")
  }

  @Test func windowsLinesAndMarkGo() {
    expect(
      "\u{FEFF}a: 1 # x\r\n\r\nb: |\r\n   text\r\n\r\n   more\r\n",
      becomes: "a: 1  # x\n\nb: |\n  text\n\n  more\n")
  }

  @Test func theLastLineIsEnded() {
    expect("a: 1", becomes: "a: 1\n")
    expect("# only a comment", becomes: "# only a comment\n")
    expect("", becomes: "")
    expect("\n\n", becomes: "")
  }

  @Test func aBlockTextWithoutItsLastBreakKeepsItsValue() {
    expect("a: |\n    x", becomes: "a: |\n  x")
    expect("a: |-\n    x", becomes: "a: |-\n  x\n")
  }

  @Test func commentsStandWithWhatFollows() {
    expect(
      "users:\n# of ada\n    ada:\n            # of name\n        name: x\n  # of bea\n    bea: {}\n",
      becomes:
        "users:\n  # of ada\n  ada:\n    # of name\n    name: x\n  # of bea\n  bea: {}\n")
  }

  @Test func commentsAtTheEndOfABlockStayInIt() {
    expect(
      "users:\n    ada:\n        name: x\n        # quota: 5G\n    # cy: {}\n# leavers\nleavers:\n"
        + "    # nobody yet\n",
      becomes:
        "users:\n  ada:\n    name: x\n    # quota: 5G\n  # cy: {}\n# leavers\nleavers:\n"
        + "  # nobody yet\n")
  }

  @Test func aCommentKeepsTwoBlanksFromItsText() {
    expect("a: {b: 1} # x\nb: 2 #y\n", becomes: "a: { b: 1 }  # x\nb: 2  #y\n")
  }

  @Test func alignedCommentsStayAligned() {
    expect(
      "policy:\n    mode: additive  # one\n    seats: 75       # two\n    max-removals: 3 # three\n",
      becomes:
        "policy:\n  mode: additive   # one\n  seats: 75        # two\n  max-removals: 3  # three\n")
  }

  @Test func alignedCommentsMakeRoomTogether() {
    expect(
      "a: {b: [1,2,3]}   # one\nc: 3              # two\nd: 4\n",
      becomes: "a: { b: [1, 2, 3] }  # one\nc: 3                 # two\nd: 4\n")
  }

  @Test func aColumnOfCommentsIsKeptAcrossLevels() {
    expect(
      "a:              # one\n    b: 1        # two\n    c:   [x,y]  # three\n\nd: 4        # four\n",
      becomes:
        "a:           # one\n  b: 1       # two\n  c: [x, y]  # three\n\nd: 4        # four\n")
    expect(
      "a:\n    b: 1            # far\n\n    c: 2            # as far\n",
      becomes: "a:\n  b: 1              # far\n\n  c: 2              # as far\n")
  }

  @Test func aCommentGoesOnBelowItsFirstLine() {
    expect(
      "a: {b: 1} # one\n          # and more\nb: 2\n",
      becomes: "a: { b: 1 }  # one\n             # and more\nb: 2\n")
  }

  @Test func columnsAreCountedInCharacters() {
    expect(
      "a: {n: Zoë}  # one\nb: {n: Zoe}  # two\n",
      becomes: "a: { n: Zoë }  # one\nb: { n: Zoe }  # two\n")
  }

  @Test func blockTextMovesAsOneAndKeepsItsBytes() {
    expect(
      "a:\n     m: | # says\n\n          one  \n            two # no comment\n         \n"
        + "          three\n\n\n     # after\n     b: >-\n      x\n",
      becomes:
        "a:\n  m: |  # says\n\n    one  \n      two # no comment\n\n    three\n\n  # after\n"
        + "  b: >-\n    x\n")
  }

  @Test func indentationIndicatorsAndKeptBreaksStay() {
    expect(
      "a:\n    - |2\n        deep\n      shallow\n    - |+\n     x\n\n\n\n    - y\n",
      becomes: "a:\n  - |2\n      deep\n    shallow\n  - |+\n    x\n\n\n\n  - y\n")
    expect("a:\n- |1\n  x\n", becomes: "a:\n  - |1\n    x\n")
  }

  @Test func textOfSeveralLinesStaysVerbatim() {
    expect(
      "a: one\n        two\n\n     three  # x\nb: \"p \\\n   \\  q\\\n    r\\ \n  s\"\nc: 'it''s\n\n  so'\n",
      becomes:
        "a: one\n  two\n\n  three  # x\nb: \"p \\\n  \\  q\\\n  r\\ \n  s\"\nc: 'it''s\n\n  so'\n")
  }

  @Test func anchorsAliasesTagsAndMergesStay() {
    expect(
      "x:   &x   {q: 1}\n&k  y : *x\nz: {<<: *x , t: !!str  5, *x : 1}\nw:   !!map\n    v: &e\nu: &l\n- 1\n",
      becomes:
        "x: &x { q: 1 }\n&k y: *x\nz: { <<: *x, t: !!str 5, *x : 1 }\nw: !!map\n  v: &e\n"
        + "u: &l\n  - 1\n")
  }

  @Test func firstLineAndDocumentMarksStay() {
    expect(
      "# yaml-language-server: $schema=x\n%YAML 1.1 # old\n--- # start\na: 1\n...\n# end\n",
      becomes:
        "# yaml-language-server: $schema=x\n%YAML 1.1  # old\n---  # start\na: 1\n...\n# end\n")
  }

  @Test func quotesAndSpellingsStay() {
    let text = "a: 'x'\nb: \"x\"\nc: 0x1F\nd: ~\n\"e\": No\n"
    expect(text, becomes: text)
  }

  @Test func whatIsNoYAMLIsToldAsCheckTellsIt() {
    expectRefusal(
      "a:\n1️⃣\tb: 2\n", "1️⃣ error: a tab can't indent or separate in YAML [tab]")
    expectRefusal(
      "a: 1\u{2028}1️⃣\n",
      "rollbook.yaml:1:5 error: a line break that only YAML 1.1 knows can't stand in a manifest [odd-line-break]"
    )
  }

  @Test func whatHasNoLayoutIsLeft() {
    expectRefusal(
      "a:   1\n1️⃣? b\n: c\n",
      "1️⃣ error: there is no layout for what stands here; the file is left as it is [no-layout]")
  }

  @Test func whatWouldLoseAnythingIsLeft() {
    // libyaml takes this dash for that of a list, as long as no space follows.
    expectRefusal(
      "a: 1 # x\nb:   {1️⃣-}\n",
      """
      1️⃣ error: laying this out would change or lose something; the file is left as it is \
      [layout-would-lose]
      """)
  }

  @Test func nestingWithoutEndIsRefused() {
    let text = String(repeating: "[\n", count: 100_000) + String(repeating: "]", count: 100_000)
    let layout = LayoutWriter.layout(ofAnyText: Array(text.utf8), path: "rollbook.yaml")
    #expect(layout.diagnostics.map(\.code) == ["too-deep"])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[{", "a: [", "[\n", "&a [", "]", "a: |\n", "- - a:\n"])
  func openingsWithoutEndAreToldOrLaidOut(_ opening: String) {
    let text = "users:\n  a: " + String(repeating: opening, count: 20_000)
    let layout = LayoutWriter.layout(ofAnyText: Array(text.utf8), path: "rollbook.yaml")
    #expect(!layout.diagnostics.isEmpty && !layout.isChanged)
  }

  @Test func refusalsShowNoSecret() {
    let text = "a: { password: hunter2,\n? b\n: c }\n"
    let layout = LayoutWriter.layout(ofAnyText: Array(text.utf8), path: "rollbook.yaml")
    #expect(layout.diagnostics.map(\.code) == ["no-layout"])
    #expect(layout.diagnostics.allSatisfy { $0.excerpt?.contains("hunter2") != true })
  }
}
