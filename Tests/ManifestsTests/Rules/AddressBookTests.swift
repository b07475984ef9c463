import MailModel
import Manifests
import Testing

@Suite struct AddressBookTests {
  private func codes(_ sections: String) -> [String] {
    let text = "rollbook: 1\ndomain: school.example\n" + sections
    return ManifestReader(files: ["rollbook.yaml"]) { _ in .success(Array(text.utf8)) }
      .read().diagnostics.map(\.code)
  }

  private func user(_ name: String, forwardsTo target: String, keep: Bool = true) -> String {
    "  \(name):\n    forward: { to: [\(target)], keep: \(keep) }\n"
  }

  @Test func `each of many group addresses is known`() {
    let groups = (0..<300).map { "  lab\($0): { address: lab\($0)-all }\n" }.joined()
    let users = (0..<300).map { user("u\($0)", forwardsTo: "lab\($0)-all") }.joined()
    #expect(codes("groups:\n\(groups)users:\n\(users)") == [])
  }

  @Test func `each of many domains with an account is local`() {
    let users = (0..<50).map { user("u@d\($0).example", forwardsTo: "nobody@d\($0).example") }
    let domains = (0..<50).map { "  d\($0).example: {}\n" }
    #expect(
      codes("domains:\n" + domains.joined() + "users:\n" + users.joined())
        == [String](repeating: "unknown-reference", count: 50))
  }

  @Test func `a chain of forwards may be of any length`() {
    let users = (0..<20_000).map { user("u\($0)", forwardsTo: "u\($0 + 1)", keep: false) }
    #expect(codes("users:\n" + users.joined() + "  u20000: {}\n") == [])
  }

  @Test func `a circle of forwards of any length is one mistake`() {
    let users = (0..<20_000).map {
      user("u\($0)", forwardsTo: "u\(($0 + 1) % 20_000)", keep: false)
    }
    #expect(codes("users:\n" + users.joined()) == ["forwarding-circle"])
  }
}
