import MailModel
import Testing

@Suite struct InternationalDomainTests {
  private func ascii(_ text: String) throws -> String {
    String(decoding: try InternationalDomain.ascii(text.utf8), as: UTF8.self)
  }

  @Test(arguments: [
    ("schüle.example", "xn--schle-mva.example"), ("SCHÜLE.Example", "xn--schle-mva.example"),
    ("schu\u{308}le.example", "xn--schle-mva.example"),
    ("ｓｃｈüｌｅ．example", "xn--schle-mva.example"), ("schüle。example", "xn--schle-mva.example"),
    ("ｓｃｈｏｏｌ.example", "school.example"), ("XN--SCHLE-MVA.example", "xn--schle-mva.example"),
    ("日本語.example", "xn--wgv71a119e.example"),
    ("نامه\u{200C}ای.example", "xn--mgba3gch31f060k.example"),
  ])
  func aDomainIsMappedToALabels(_ typed: String, _ expected: String) throws {
    #expect(try ascii(typed) == expected)
  }

  @Test func sharpSIsNotTwoS() throws {
    #expect(try ascii("straße.example") == "xn--strae-oqa.example")
  }

  @Test(arguments: [
    ("☃.example", "no domain may hold U+2603"),
    ("ü☃.example", "no domain may hold U+2603"),
    ("אa.example", "a label mixes letters that run to the left and to the right"),
    ("a\u{200C}b.example", "it holds a joiner or a dot between letters that take none"),
    ("\u{308}a.example", "a label begins with a mark that belongs on a letter"),
    ("-ü.example", "a label begins or ends with `-`"),
    ("ab--ü.example", "a label has `--` in third place"),
    ("a_ü.example", "no domain may hold `_`"), ("℀.example", "no domain may hold `/`"),
    ("ü b.example", "no domain may hold ` `"), ("ü\0", "no domain may hold U+0000"),
    ("ü\n", "no domain may hold U+000A"),
    ("xn--a.example", "a label, once decoded, is none that IDNA 2008 knows"),
    ("xn--.example", "a label, once decoded, is none that IDNA 2008 knows"),
    ("xn--ls8h.example", "a label, once decoded, is none that IDNA 2008 knows"),
    ("ü..example", "a label is 1 to 63 letters, digits and inner hyphens, and all are 255 at most"),
    ("ü.", "a label is 1 to 63 letters, digits and inner hyphens, and all are 255 at most"),
  ])
  func whatIDNARefusesIsSaid(_ text: String, _ reason: String) {
    #expect(throws: InternationalDomain.Refusal.self) { try ascii(text) }
    do throws(InternationalDomain.Refusal) { _ = try InternationalDomain.ascii(text.utf8) } catch {
      #expect(error.description == reason)
    }
  }

  @Test func lengthsAreThoseAfterConversion() throws {
    // `xn--` and one digit more than letters: 57 times ü is 63 characters.
    let longest = String(repeating: "ü", count: 56)
    #expect(try ascii(longest + ".example").utf8.count <= 63 + 8)
    #expect(throws: InternationalDomain.Refusal.self) { try ascii(longest + longest + ".example") }
    let label = String(repeating: "ü", count: 50)
    let domain = Array(repeating: label, count: 5).joined(separator: ".")
    #expect(throws: InternationalDomain.Refusal.self) { try ascii(domain) }
  }

  @Test(arguments: [
    ("school.example", false), ("ab--cd.example", false), ("axn--a.example", false),
    ("xn-a.example", false), ("schüle.example", true), ("a.Xn--b", true),
  ])
  func plainDomainsAreNoConcern(_ text: String, _ isConcern: Bool) {
    #expect(InternationalDomain.concerns(text.utf8) == isConcern)
  }

  @Test func aLabelsTurnBack() {
    #expect(InternationalDomain.unicode("xn--schle-mva.example") == "schüle.example")
    #expect(InternationalDomain.unicode("school.example") == "school.example")
  }
}
