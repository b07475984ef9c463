import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct MailChoicesTests {
  private func choices(_ text: String) -> [String: DesiredAccounts.Extra.Mail] {
    let extras = read(header + text).manifest.accounts.extras
    return Dictionary(
      extras.compactMap { name, extra in extra.mail.map { (String(name.localPart), $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func `members take what the defaults of their group say, wherever the group stands`() {
    let users = "users:\n  ann: { group: new }\n  ben: { group: old }\n  cid: {}\n"
    let groups = "groups:\n  new: { defaults: { mail: fresh } }\n  old: {}\n"
    #expect(choices(groups + users) == ["ann": .fresh])
    #expect(choices(users + groups) == ["ann": .fresh])
  }

  @Test func `a user has the last word, also to take no default`() {
    #expect(
      choices(
        """
        groups:
          new: { defaults: { mail: fresh } }
        users:
          ann: { group: new, mail: restore }
          ben: { group: new, mail: null }
        """) == ["ann": .restore])
  }

  @Test func `anything else is told at its place`() {
    expectDiagnostics(
      in: """
        groups:
          new: { defaults: { mail: 1️⃣later } }
        """, "1️⃣ error: mail must be fresh or restore, not `later` [wrong-type]")
  }
}
