import MailModel
import Planning
import Reports
import TestSupport
import Testing

@Suite struct TextReportTests {
  @Test func `a plan shows every change, finding and count`() {
    expectGolden(TextReport().plan(Samples.term), "plan.txt")
  }

  @Test func `a verbose plan adds places, whole texts and what passed`() {
    expectGolden(TextReport(style: Style(isVerbose: true)).plan(Samples.term), "plan-verbose.txt")
  }

  @Test func `a narrow terminal gets long values on two lines, in colour`() {
    let style = Style(isColored: true, width: 60)
    expectGolden(TextReport(style: style).plan(Samples.term), "plan-colored.txt")
  }

  @Test func `a refused plan names the guards that refuse`() {
    expectGolden(TextReport().plan(Samples.refused), "plan-refused.txt")
  }

  @Test func `a refusal says who, how many and the way out`() {
    expectGolden(TextReport().refusal(Samples.refused), "refusal.txt")
  }

  @Test func `a plan that is not refused has no refusal`() {
    #expect(TextReport().refusal(Samples.term) == "")
  }

  @Test func `a guard that refuses hundreds of accounts shows ten`() {
    let findings = (1...12).map {
      Finding(
        "mailbox-not-empty", .refused, subject: "a\($0)", measured: $0, limit: 0,
        message: "a\($0) still holds mail", allow: "purge: true on that leaver")
    }
    let lines = TextReport().refusal(Samples.plan([], findings)).split(separator: "\n")
    #expect(lines.count { $0.hasSuffix("still holds mail") } == 10)
    #expect(lines.last == "refused by mailbox-not-empty: and 2 more: a11, a12")
  }

  @Test func `who undoes has no manifest to mend`() {
    let finding = Finding(
      "assert-reaches", .refused, subject: "head", measured: 1, message: "nobody would get it")
    var plan = Samples.plan([], [finding])
    #expect(TextReport().refusal(plan).contains("nothing allows it: mend the manifest"))
    plan.undoes = 7
    let text = TextReport().refusal(plan)
    #expect(!text.contains("manifest"))
    #expect(text.contains("leave out what brings it about, `rollbook undo 7 --skip NAME`"))
  }

  @Test func `figures have their unit`() {
    var finding = Finding("clock", .warning, measured: 91, limit: 90, message: "see")
    finding.unit = "days"
    #expect(
      TextReport().text(of: [finding])
        == "warning: see [clock] (measured 91 days, limit 90 days)\n")
  }

  @Test(arguments: [(0, "0 accounts"), (1, "1 account"), (97, "97 accounts")])
  func `an empty plan is one line`(_ owned: Int, _ count: String) {
    let text = TextReport().plan(Samples.plan([], owned: owned))
    #expect(text == "in sync: nothing to do (\(count))\n")
  }

  @Test func `an empty plan that is refused does not call itself in sync`() {
    let finding = Finding("empty-manifest", .refused, measured: 0, message: "no users")
    let text = TextReport().plan(Samples.plan([], [finding]))
    #expect(text.hasSuffix("plan: nothing to do; 97 unchanged\n"))
  }

  @Test(arguments: [false, true])
  func `no secret is shown`(_ isVerbose: Bool) {
    let text = TextReport(style: Style(isVerbose: isVerbose)).plan(Samples.term)
    #expect(!text.contains("CRYPT"))
    #expect(!text.contains("$2y$"))
    #expect(text.contains("password:"))
  }

  @Test func `nothing from outside reaches the terminal unescaped`() {
    let evil = "a\u{1B}]0;x\u{07}\r\u{9B}\u{2028}\u{202E}b"
    var change = Change(
      .edit, .account, evil,
      fields: [
        FieldChange(.comment, before: .text(evil), after: .text(evil + "c")),
        FieldChange(.group, before: .text(evil), after: .text(evil + "c")),
        FieldChange(
          .autoresponder, before: .nothing,
          after: .autoresponder(Autoresponder(subject: evil, message: evil))),
      ])
    change.source = Place(file: evil, line: 1, column: 1)
    change.formerName = evil
    let finding = Finding(
      evil, .refused, subject: evil, subjects: [evil, evil], measured: 1, message: evil, allow: evil
    )
    for isVerbose in [false, true] {
      let text = TextReport(style: Style(isVerbose: isVerbose)).plan(
        Samples.plan([change], [finding]))
      #expect(
        text.unicodeScalars.allSatisfy {
          $0 == "\n"
            || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
              && $0.value != 0x2028 && $0.value != 0x202E
        })
    }
  }

  @Test func `removals that are held back keep a plan from being in sync`() {
    let text = TextReport().plan(Samples.plan([], held: [Samples.address("late")]))
    #expect(
      text == """
        held back:
            late@school.example

        plan: nothing to do; 97 unchanged; 1 removal held back

        """)
  }

  @Test func `a lockout alone is a plan of one line`() {
    var plan = Samples.plan([])
    plan.lockout = Samples.lockout
    #expect(
      TextReport().plan(plan) == """
        policy: lockout 1 failure within 20s, for 15s -> 10 failures within 10m, for 30m

        plan: lockout to change; 97 unchanged

        """)
  }

  @Test func `a rename names the ownership that it takes`() {
    var change = Samples.renamed
    change.fields = [
      FieldChange(
        .group, before: .text("staff"), after: .text("staff"), ownership: .taken)
    ]
    let text = TextReport().plan(Samples.plan([change]))
    #expect(text.contains("      group: staff (managed from now on)\n"))
  }

  @Test(arguments: [(0, "0 members follow"), (1, "1 member follows")])
  func `a renamed group says how many follow`(_ members: Int, _ words: String) {
    var change = Samples.groupRenamed
    change.members = members
    let text = TextReport().plan(Samples.plan([change]))
    #expect(text.contains("-> group form-8  (was form-7, \(words))\n"))
  }

  @Test func `texts that only look equal are spelled out`() {
    let text = TextReport().plan(Samples.plan([Samples.edited]))
    #expect(text.contains(#" "Jose\u{301}" -> "Jos\u{E9}""#))
  }
}
