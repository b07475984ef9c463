import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct ManifestHeadTests {
  private let folder = TemporaryFolder()

  private func head(_ text: String) -> ManifestReading? {
    folder.write(text, to: "rollbook.yaml")
    return ManifestReader(files: [folder.path("rollbook.yaml")]).readHead()
  }

  private static let start = """
    # The school.
    rollbook: 1
    domain: school.example
    store: sqlite:a.db
    policy:
      protected: [ann]   # nobody here
      hold: 40d

    """

  @Test func `the head tells the site and nobody in it`() throws {
    let found = try #require(
      head(Self.start + "mail: maildir:mail/%n-%i\nusers:\n  ann: { name: Ann }\n"))
    let manifest = found.manifest
    #expect(manifest.domain == "school.example")
    #expect(manifest.store == "sqlite:a.db")
    #expect(manifest.mail == "maildir:mail/%n-%i")
    #expect(manifest.policy.hold == .days(40))
    #expect(manifest.accounts.count == 0)
  }

  @Test func `mistakes behind the head do not matter`() {
    let text = Self.start + "include: [gone.yaml]\nusers:\n  ann: { nam: Ann\n"
    #expect(head(text)?.manifest.domain == "school.example")
    #expect(head(Self.start + "groups:\n- x\n  - y\n")?.manifest.store == "sqlite:a.db")
  }

  @Test(arguments: [
    "users:\n  ann: {}\nmail: maildir:x/%n-%i\n", "users:\n  ann: {}\n\"mail\": x\n",
    "users:\n  ann: { comment: \"a\nstore: sqlite:b.db\n  b\" }\n", "users: {}\n? mail\n: x\n",
    "users: {}\n---\nstore: x\n", "users: {}\n...\n", "<<: *x\n", "users: {\n}\n", "usrs\n",
    "a-very-long-key-that-is-none: 1\n",
  ])
  func `what lines alone do not tell is read whole`(_ rest: String) {
    #expect(head(Self.start + rest) == nil)
  }

  @Test(arguments: [
    "{ rollbook: 1, domain: school.example }\n", "%YAML 1.1\n---\nrollbook: 1\n", "",
  ])
  func `a text of another shape is read whole`(_ text: String) {
    #expect(head(text) == nil)
  }

  @Test func `a head that has all is read no further`() {
    let text = Self.start + "mail: maildir:mail/%n-%i\ngroups: {}\n"
    #expect(head(text + "? x\n") != nil)
  }

  @Test func `a mistake in the head is told by reading the whole`() {
    #expect(head("rollbook: 1\ndomain: [x]\nusers: {}\n") == nil)
    #expect(head("domain: school.example\nusers: {}\n") == nil)
  }

  @Test func `no file, a folder and a pipe have no head`() {
    #expect(ManifestReader(files: [folder.path("none.yaml")]).readHead() == nil)
    #expect(ManifestReader(files: [folder.path]).readHead() == nil)
    #expect(ManifestReader(files: ["/dev/null"]).readHead() == nil)
  }

  /// Keys lie across the border of two pieces wherever it falls.
  @Test(arguments: 0..<40) func `pieces of the file make no difference`(_ shift: Int) throws {
    let comment = String(repeating: "#", count: 65_536 - Self.start.utf8.count - 20 + shift) + "\n"
    let text = Self.start + comment + "mail: maildir:mail/%n-%i\nusers:\n  ann: {}\n"
    #expect(head(text)?.manifest.mail == "maildir:mail/%n-%i")
    #expect(head(Self.start + comment + "users: {}\nstore: sqlite:b.db\n") == nil)
  }
}
