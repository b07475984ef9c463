import MailModel
import Planning
import Testing

@Suite struct FieldDocumentTests {
  private static let pa = Address(canonical: "pa@school.example")

  @Test(
    arguments: [
      (.name, .text("Dr A. Patel"), #""Dr A. Patel""#), (.name, .text(""), "null"),
      (.group, .text("staff"), #""staff""#), (.group, .nothing, "null"),
      (.admin, .flag(true), "true"), (.enabled, .flag(false), "false"),
      (.comment, .text("a\nb"), #""a\nb""#), (.protect, .flag(false), "false"),
      (.quota, .quota(Quota(bytes: 10 << 30)), #""10G""#),
      (.quota, .quota(.unlimited), #""unlimited""#),
      (.aliases, .addresses([pa]), #"["pa@school.example"]"#), (.aliases, .addresses([]), "null"),
      (.address, .address(pa), #""pa@school.example""#), (.address, .nothing, "null"),
      (.password, .secret(Secret("{BLF-CRYPT}x")), #""***""#), (.password, .nothing, "null"),
      (
        .assistant, .assistant(Assistant(targets: [pa], isOnly: true)),
        #"{"only":true,"to":["pa@school.example"]}"#
      ),
      (
        .forward, .forwarding(Forwarding(targets: [pa], keepsCopy: false)),
        #"{"enabled":true,"keep":false,"to":["pa@school.example"]}"#
      ),
      (
        .autoresponder,
        .autoresponder(Autoresponder(subject: "Out", message: "Away.", until: Day("2027-01-04"))),
        #"{"every":"7d","keep":true,"message":"Away.","subject":"Out","until":"2027-01-04"}"#
      ),
    ] as [(Field, FieldValue, String)])
  func `every field has its JSON form`(_ field: Field, _ value: FieldValue, _ json: String) throws {
    let document = FieldDocument(FieldChange(field, before: value, after: value))
    #expect(
      JSONText.compact(document)
        == #"{"after":\#(json),"before":\#(json),"equal":true,"field":"\#(field.key)"}"#)
    let copy = try JSONText.decode(FieldDocument.self, from: JSONText.compact(document))
    #expect(copy == document)
  }

  @Test func `a value that was empty is not one that was not there`() throws {
    let added = FieldDocument(FieldChange(.group, before: nil, after: .text("staff")))
    let filled = FieldDocument(FieldChange(.group, before: .nothing, after: .text("staff")))
    #expect(JSONText.compact(added) == #"{"after":"staff","field":"group"}"#)
    #expect(JSONText.compact(filled) == #"{"after":"staff","before":null,"field":"group"}"#)
    #expect(try JSONText.decode(FieldDocument.self, from: JSONText.compact(filled)) == filled)
    #expect(try JSONText.decode(FieldDocument.self, from: JSONText.compact(added)) == added)
  }

  @Test func `a new password is told from an old one that changes its keeper`() {
    let old = FieldValue.secret(Secret("{BLF-CRYPT}x"))
    let new = FieldValue.secret(Secret("{BLF-CRYPT}y"))
    let changed = FieldDocument(
      FieldChange(.password, before: old, after: new, ownership: .taken))
    let kept = FieldDocument(FieldChange(.password, before: old, after: old, ownership: .dropped))
    #expect(
      JSONText.compact(changed)
        == #"{"after":"***","before":"***","digest":"\#(new.digest)","#
        + #""field":"password","ownership":"taken"}"#)
    #expect(
      JSONText.compact(kept)
        == #"{"after":"***","before":"***","equal":true,"field":"password","ownership":"dropped"}"#)
  }
}

extension FieldValue {
  /// Of a secret.
  fileprivate var digest: String {
    var text = FieldValues([.password: self]).password?.revealed ?? ""
    return text.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) }
  }
}
