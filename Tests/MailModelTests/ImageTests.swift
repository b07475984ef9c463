import MailModel
import TestSupport
import Testing

@Suite struct ImageTests {
  /// Values of every field, its empty one among them.
  static let values: [(Field, FieldValue)] =
    Field.allCases.map { ($0, $0.emptyValue) } + [
      (.name, .text("José Müller")), (.name, .text("a\nb")),
      (.group, .text("year-7")), (.admin, .flag(true)), (.enabled, .flag(false)),
      (.comment, .text("\u{1F600}")), (.quota, .quota(Quota(bytes: 1 << 40))),
      (.aliases, .aliases("a", "b@other.example")),
      (.password, .secret(Secret("{SHA512-CRYPT}$6$x"))),
      (.assistant, .assistant("ada")), (.assistant, .assistant("ada", "grace", only: true)),
      (.forward, .forward(to: "a@b.example")),
      (.forward, .forward(to: "a@b.example", "c", keep: false, enabled: false)),
      (.autoresponder, .autoresponder(Autoresponder(subject: "", message: ""))),
      (
        .autoresponder,
        .autoresponder(
          Autoresponder(
            subject: "Out", message: "Back soon\n", from: Day("2026-12-18"),
            until: Day("2027-01-04"), every: TimeSpan(seconds: 90), keepsOriginal: false))
      ),
      (
        .autoresponder,
        .autoresponder(Autoresponder(subject: "s", message: "m", until: Day("2027-01-04")))
      ),
      (.services, .services([])), (.services, .services([.imap, .submission])),
      (.protect, .flag(true)), (.address, .address(.school("staff"))),
    ]

  func image(_ values: FieldValues, _ mask: FieldSet? = nil) -> [UInt8] {
    var builder = ImageBuilder()
    builder.set(values)
    var bytes: [UInt8] = []
    builder.write(mask ?? builder.fields, to: &bytes)
    return bytes
  }

  @Test(arguments: values)
  func valueComesBack(_ field: Field, _ value: FieldValue) {
    let bytes = image(FieldValues([field: value]))
    bytes.withUnsafeBytes { #expect(Image($0).value(of: field) == value) }
  }

  @Test(arguments: values)
  func canonicalBytesComeBack(_ field: Field, _ value: FieldValue) {
    value.canonicalBytes(of: field).withUnsafeBytes {
      #expect(FieldValue(of: field, canonical: $0) == value)
    }
  }

  @Test(arguments: Field.allCases)
  func emptyValueHasNoBytes(_ field: Field) {
    #expect(field.emptyValue.canonicalBytes(of: field).isEmpty)
  }

  @Test func everyFieldOfManyComesBack() {
    var values = FieldValues()
    for (field, value) in Self.values { values[field] = value }
    image(values).withUnsafeBytes {
      #expect(Image($0).values == values)
      #expect(Image($0).fields == FieldSet(Field.allCases))
    }
  }

  @Test func fieldOutsideTheMaskIsNotWritten() {
    let values = FieldValues([.name: .text("Ada"), .comment: .text("x")])
    image(values, FieldSet([.comment])).withUnsafeBytes {
      #expect(Image($0).value(of: .name) == nil)
      #expect(Image($0).value(of: .comment) == .text("x"))
    }
  }

  @Test func fieldOfTheMaskThatWasNotSetIsEmpty() {
    image(FieldValues(), FieldSet([.enabled, .quota])).withUnsafeBytes {
      #expect(Image($0).value(of: .enabled) == .flag(true))
      #expect(Image($0).value(of: .quota) == .quota(.unlimited))
    }
  }

  @Test func orderOfSettingDoesNotShow() {
    var first = ImageBuilder()
    first.set(.name, .text("Ada"))
    first.set(.quota, .quota(Quota(bytes: 5)))
    var second = ImageBuilder()
    second.set(.quota, .quota(Quota(bytes: 5)))
    second.set(.name, .text("Ada"))
    var bytes: ([UInt8], [UInt8]) = ([], [])
    first.write(first.fields, to: &bytes.0)
    second.write(second.fields, to: &bytes.1)
    #expect(bytes.0 == bytes.1)
  }

  @Test func laterValueOfAFieldWins() {
    var builder = ImageBuilder()
    builder.set(.name, .text("Ada"))
    builder.set(.name, .text(""))
    #expect(builder.fields.contains(.name))
    #expect(!builder.filled.contains(.name))
  }

  @Test func clearedBuilderHoldsNothing() {
    var builder = ImageBuilder()
    builder.set(.name, .text("Ada"))
    builder.removeAll()
    #expect(builder.fields == [])
    #expect(builder.withBytes(of: .name) { $0.isEmpty })
  }

  @Test func spellingsOfOneNameDiffer() {
    #expect(FieldValue.text("Jos\u{e9}") != .text("Jose\u{301}"))
  }
}
