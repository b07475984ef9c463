import MailModel
import TestSupport
import Testing

@testable import Planning

/// A saved plan is a file, and anything may stand in it: an error, never a crash.
@Suite struct HostilePlanTests {
  private static let text: String = {
    let snapshot = snapshot(
      [
        live("ada", [.comment: .text("a"), .aliases: .aliases("office")]), live("bob"),
        live("cid"),
      ], groups: [liveGroup("form-7")])
    let plan = plan(
      manifest(
        [
          user(
            "ada",
            [
              .comment: .text("b"), .aliases: .aliases("desk"),
              .quota: .quota(Quota(bytes: 5 << 30)),
              .autoresponder: .reply("Out"), .forward: .forward("x@home.example"),
            ]), user("rob", was: "bob"), user("eve"),
        ], groups: [group("form-8", was: "form-7")],
        leavers: [leaver("cid", purge: true)]
      ) { $0.lockout.failures = 3 }, snapshot)
    return PlanDocument(plan: plan, created: "2026-11-22T18:00:00Z", storeURL: "x").text()
  }()

  private func decide(_ text: String) throws -> SavedPlan {
    try PlanDocument.read(text).decided { _, _ in nil }
  }

  /// The same under the digest that it would have, as somebody makes it who knows how.
  private func resealed(_ text: String) -> String {
    guard let digest = PlanDocument.digest(in: text) else { return text }
    return PlanSeal.sealed(text.replacing("\"digest\" : \"\(digest)\"", with: "\"digest\" : \"\""))
  }

  @Test func `the plan itself is one`() throws {
    #expect(try decide(Self.text).changes.count == 5)
  }

  @Test(arguments: [
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"ADA@school.example\""),
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"ada\""),
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"../../etc@school.example\""),
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"*OUTQUEUE\""),
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"\""),
    ("\"name\" : \"ada@school.example\"", "\"name\" : \"rob@school.example\""),
    ("\"name\" : \"form-8\"", "\"name\" : \"Form-8\""),
    ("\"name\" : \"form-8\"", "\"name\" : \"form 8\""),
    ("\"name\" : \"form-8\"", "\"name\" : \"*form-8\""),
    ("\"formerName\" : \"bob@school.example\"", "\"formerName\" : \"ada@school.example\""),
    ("\"formerName\" : \"bob@school.example\"", "\"formerName\" : null"),
    ("\"action\" : \"add\"", "\"action\" : \"destroy\""),
    ("\"kind\" : \"group\"", "\"kind\" : \"domain\""),
    ("\"field\" : \"comment\"", "\"field\" : \"shell\""),
    ("\"field\" : \"comment\"", "\"field\" : \"quota\""),
    ("\"field\" : \"comment\"", "\"field\" : \"address\""),
    ("\"field\" : \"comment\"", "\"field\" : \"admin\""),
    ("\"after\" : \"5G\"", "\"after\" : \"-5G\""),
    ("\"after\" : \"5G\"", "\"after\" : \"99999999999999T\""),
    ("\"after\" : \"5G\"", "\"after\" : [\"5G\"]"),
    ("desk@school.example", "desk"),
    ("desk@school.example", "*desk"),
    ("x@home.example", "x"),
    ("\"every\" : \"7d\"", "\"every\" : \"-7d\""),
    ("\"ownership\" : \"taken\"", "\"ownership\" : \"stolen\""),
    ("\"messages\" : 0", "\"messages\" : -1"),
    ("\"bytes\" : 0", "\"bytes\" : -1"),
    ("\"members\" : 0", "\"members\" : -1"),
    ("\"maxRemovalsPercent\" : 10", "\"maxRemovalsPercent\" : 9223372036854775807"),
    ("\"maxRemovalsPercent\" : 10", "\"maxRemovalsPercent\" : -1"),
    ("\"minimumAdmins\" : 1", "\"minimumAdmins\" : -1"),
    ("\"mode\" : \"additive\"", "\"mode\" : \"any\""),
    ("\"hold\" : \"30d\"", "\"hold\" : \"0d\""),
    ("\"lockout\" : {\n    \"after\"", "\"lockout\" : {\n    \"aft\""),
    ("\"failures\" : 3", "\"failures\" : 0"),
    ("\"failures\" : 3", "\"failures\" : 10"),
    ("\"failures\" : 3", "\"failures\" : -3"),
    ("\"verdict\" : \"passed\"", "\"verdict\" : \"fine\""),
  ])
  func `what no plan can hold is refused`(_ part: String, _ other: String) throws {
    #expect(Self.text.contains(part), "the plan has no such part")
    #expect(throws: PlanDocumentError.notAPlan) {
      try decide(Self.text.replacing(part, with: other))
    }
    #expect(throws: PlanDocumentError.notAPlan) {
      try decide(resealed(Self.text.replacing(part, with: other)))
    }
  }

  @Test func `a digest made anew is the digest`() {
    #expect(resealed(Self.text).utf8.elementsEqual(Self.text.utf8))
  }

  @Test func `a plan cut off anywhere is none`() throws {
    let bytes = Array(Self.text.utf8)
    for length in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: PlanDocumentError.notAPlan) {
        try decide(String(decoding: bytes[..<length], as: UTF8.self))
      }
    }
  }

  /// Whatever a damaged byte makes of the plan, it is read or refused, and replays.
  @Test func `a damaged byte ends nothing`() throws {
    let store = snapshot([live("ada"), live("bob"), live("cid")], groups: [liveGroup("form-7")])
    var bytes = Array(Self.text.utf8)
    for place in stride(from: 0, to: bytes.count, by: 61) {
      let good = bytes[place]
      for damage in [UInt8(ascii: "0"), UInt8(ascii: "-"), 0xFF] {
        bytes[place] = damage
        if let plan = try? decide(resealed(String(decoding: bytes, as: UTF8.self))) {
          _ = staleness(of: plan, on: store)
        }
      }
      bytes[place] = good
    }
  }
}
