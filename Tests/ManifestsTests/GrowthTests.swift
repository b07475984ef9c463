import MailModel
import Manifests
import TestSupport
import Testing

/// Manifests on which work or memory that grows with the square of the file would not end.
///
/// `make fuzz` measures; these only have to come to an end with the right mistakes.
@Suite struct GrowthTests {
  private func codes(_ body: String) -> Set<String> {
    Set(read(header + body).diagnostics.map(\.code))
  }

  private func list(_ count: Int, _ item: (Int) -> String) -> String {
    (0..<count).map(item).joined(separator: ", ")
  }

  @Test func aLongListOfAddressesIsCompared() {
    let items = list(20_000) { "a\($0 + 100_000)" }
    #expect(codes("users: { a: { aliases: [\(items)] } }\n") == [])
    #expect(codes("users: { a: { aliases: [\(items), a100007] } }\n") == ["duplicate-alias"])
    #expect(
      codes("users: { a: { forward: { to: [\(items)] } } }\n")
        == ["unknown-reference"])
  }

  @Test func aKeyIsRepeatedWithoutEnd() {
    let text =
      "users: { a: { forward: { to: [x@home.example], \(list(20_000) { _ in "to: " }) } } }\n"
    #expect(codes(text) == ["duplicate-key", "too-many-mistakes"])
  }

  @Test func everyMemberGetsAReplyOfItsOwn() {
    let reply = "{ autoresponder: { subject: s, message: \"{account}\" } }"
    #expect(
      codes(
        "users: { \(list(20_000) { "u\($0): { group: g }" }) }\n"
          + "groups: { g: { defaults: \(reply) } }\n") == [])
  }

  @Test func everyUserHasAGroupOfItsOwnThatNobodyDeclared() {
    let text =
      "groups: { \(list(4_000) { "g\($0): {}" }) }\n"
      + "users: { \(list(11_000) { "u\($0): { group: h\($0) }" }) }\n"
    #expect(codes(text) == ["unknown-group", "too-many-mistakes"])
  }

  @Test func aliasesOfLongTextAreBounded() {
    let text = String(repeating: "x", count: 32_000)
    let found = codes("users: { a: { name: &a \(text), aliases: [\(list(60) { _ in "*a" })] } }\n")
    #expect(found.contains("too-many-aliases"))
  }

  @Test func anchorsInsideAnchorsAreBounded() {
    let nested = (0..<40).map { "&a\($0) [" }.joined() + list(20_000) { _ in "x" }
    let found = codes("users: { a: { name: \(nested)\(String(repeating: "]", count: 40)) } }\n")
    #expect(found.contains("too-many-anchors"))
  }

  @Test func oneLineHasManySecretsAndManyMistakes() {
    let line = list(60) { _ in "password: x" } + ", " + list(120) { _ in "bad: 1" }
    let text = "users:\n" + (0..<200).map { "  a\($0): { \(line) }\n" }.joined()
    let found = read(header + text).diagnostics
    #expect(found.count == 10_001)
    #expect(found.allSatisfy { $0.excerpt?.contains("password: x") != true })
  }

  @Test func aHundredThousandUsersStandOnOneLine() {
    #expect(codes("users: { \(list(100_000) { "u\($0): " }) }\n") == [])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[{", "a: [", "!!seq [", "&a [", "\"\\u"])
  func nestingWithoutEndIsRefused(_ opening: String) {
    let text = "users:\n  a: " + String(repeating: opening, count: 100_000)
    #expect(!read(header + text).diagnostics.isEmpty)
  }

  @Test func indentationWithoutEndIsRefused() {
    let text = "users:\n" + (1..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(read(text).diagnostics.contains { $0.code == "too-deep" })
  }
}
