import MailModel
import Planning
import Testing

/// A saved plan is carried out as it was saved or not at all.
@Suite struct EditedPlanTests {
  private static let text = PlanDocument(
    plan: SamplePlan.everything, created: "2026-11-22T18:00:00Z", storeURL: "sqlite:rollbook.db",
    allowances: [Allowance(guardName: "removal-limit", value: "12")],
    approvals: [
      Approval(.figure(.editLimit, atMost: 40), until: Day("2026-12-01"), by: "grace", reason: "r")
    ]
  ).text()

  /// What comes of a text: nil when it is refused, else whether it is the plan that was saved.
  private func isSamePlan(_ text: String) -> Bool? {
    guard let read = try? PlanDocument.read(text) else { return nil }
    guard let saved = try? PlanDocument.read(Self.text) else { return false }
    var copy = read
    copy.created = saved.created
    return copy == saved
  }

  /// Numbers that look like chance, the same in every run.
  private struct Dice {
    var state: UInt64 = 4_711

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  /// JSON goes on being JSON when a letter or digit takes the place of another, or a blank is added
  /// where one is.
  private static func mutation(_ dice: inout Dice) -> String {
    var bytes = Array(text.utf8)
    while true {
      let place = dice.roll(bytes.count)
      switch bytes[place] {
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        bytes[place] = UInt8(ascii: "1") + (bytes[place] - UInt8(ascii: "0")) % 9
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        bytes[place] = UInt8(ascii: "a") + (bytes[place] - UInt8(ascii: "a") + 1) % 26
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes[place] += 32
      case UInt8(ascii: " "), UInt8(ascii: "\n"): bytes.insert(UInt8(ascii: " "), at: place)
      default: continue
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test func `a thousand changes of one byte are refused or leave the plan as it is`() {
    var dice = Dice()
    var accepted: [String] = []
    for _ in 0..<1_000 {
      let text = Self.mutation(&dice)
      if text.utf8.elementsEqual(Self.text.utf8) { continue }
      switch isSamePlan(text) {
      case nil, true?: continue
      case false?: accepted.append(text)
      }
    }
    #expect(accepted.isEmpty)
  }

  @Test(arguments: [
    ("\"minimumAdmins\" : 1", "\"minimumAdmins\" : 0"), ("\"seats\" : 250", "\"seats\" : 2500"),
    ("\"seats\" : 250", "\"seats\" : 250.0"), ("\"seats\" : 250", "\"seats\" : 2.5e2"),
    ("\"seats\" : 250", "\"seats\" : 250, \"seats\" : 250"),
    ("\"seats\" : 250", "\"seats\" : null"),
    ("\"seats\" : 250", "\"seats\" : \"250\""),
    ("\"seats\" : 250", "\"seats\" : 99999999999999999999999999"),
    ("\"maxRemovalsCount\" : 50,", ""), ("\"mode\" : \"additive\"", "\"mode\" : \"authoritative\""),
    ("\"svc-*\"", "\"svc-\""), ("\"*.gov.uk\"", "\"*\""),
    ("\"hold\" : \"45d\"", "\"hold\" : \"1d\""),
    ("\"undoes\" : 7", "\"undoes\" : 8"), ("\"undoes\" : 7,", ""),
    ("\"verdict\" : \"ready\"", "\"verdict\" : \"in-sync\""),
    ("\"removal-limit:12\"", "\"removal-limit:99\""), ("\"count\" : 40", "\"count\" : 400"),
    ("\"by\" : \"grace\"", "\"by\" : \"eve\""), ("\"purge\" : true", "\"purge\" : false"),
    ("\"store-1\"", "\"store-2\""), ("\"ownedBefore\" : 103", "\"ownedBefore\" : 104"),
    ("\"held@school.example\"", "\"hela@school.example\""),
    ("\"entries\" : 214", "\"entries\" : 9"),
    ("\"I am away.", "\"\\u0049 am away."), ("\"I am away.", "\"I am\\u0000away."),
    ("\"I am away.", "\"I am \\ud800 away."), ("rollbook.yaml", "roll\\/book.yaml"),
    ("\n  \"groups\"", "\n  \"unknown\" : 1,\n  \"groups\""),
    ("\n  \"groups\"", "\n  \"groups\" : [],\n  \"groups\""),
    ("{\n  \"allowances\"", "[{\n  \"allowances\""),
    ("{\n  \"allowances\"", "\u{FEFF}{\n  \"allowances\""),
  ])
  func `an edit is refused`(_ old: String, _ new: String) throws {
    let text = Self.text.replacing(old, with: new)
    try #require(!text.utf8.elementsEqual(Self.text.utf8), "\(old) is in the sample")
    #expect(throws: PlanDocumentError.self) { try PlanDocument.read(text) }
  }

  @Test(arguments: ["{}", "\0", " ", "\n", "x", "\u{1A}"])
  func `nothing may stand behind the end`(_ rest: String) {
    #expect(throws: PlanDocumentError.self) { try PlanDocument.read(Self.text + rest) }
  }

  @Test func `when it was made is not under the digest, so that one plan has one`() throws {
    let later = Self.text.replacing("2026-11-22T18:00:00Z", with: "2026-11-23T18:00:00Z")
    #expect(try PlanDocument.read(later).created == "2026-11-23T18:00:00Z")
    #expect(PlanDocument.digest(in: later) == PlanDocument.digest(in: Self.text))
  }

  @Test func `the digest is that of the other lines`() throws {
    let digest = try #require(PlanDocument.digest(in: Self.text))
    var open = Self.text.replacing("\"digest\" : \"\(digest)\"", with: "\"digest\" : \"\"")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  \"created\" : ") }.joined(separator: "\n")
    #expect(open.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) } == digest)
    #expect(Digest.isOne(digest))
    #expect(!Digest.isOne(digest.uppercased()))
    #expect(!Digest.isOne(String(digest.dropLast())))
  }

  @Test func `a plan of an older rollbook is told as such`() {
    for key in ["digest", "changesDigest"] {
      let lines = Self.text.split(separator: "\n").filter { !$0.hasPrefix("  \"\(key)\" : ") }
      #expect(throws: PlanDocumentError.unsealed) {
        try PlanDocument.read(lines.joined(separator: "\n") + "\n")
      }
    }
  }

  @Test func `a change that does not say what it assumes is refused`() throws {
    let document = try PlanDocument.read(Self.text)
    #expect(document.changes.first?.precondition == nil)
    #expect(throws: PlanDocumentError.withoutPrecondition("form-8")) {
      try document.decided { _, _ in Secret("x") }
    }
  }

  @Test func `a plan of a manifest has an answer of each guard of its text`() throws {
    var plan = SamplePlan.empty
    let without = PlanDocument(plan: plan, created: "", storeURL: "")
    #expect(throws: PlanDocumentError.notAPlan) { try without.decided { _, _ in nil } }
    plan.findings = ["empty-manifest", "shrunken-source"].map {
      Finding($0, .passed, measured: 0, message: "fine")
    }
    let with = PlanDocument(plan: plan, created: "", storeURL: "")
    #expect(throws: Never.self) { try with.decided { _, _ in nil } }
  }
}
