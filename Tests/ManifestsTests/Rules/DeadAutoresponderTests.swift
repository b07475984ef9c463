import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct DeadAutoresponderTests {
  @Test func aForwardWithoutCopySilencesIt() {
    expectDiagnostics(
      in: """
        users:
          head:
            1️⃣forward: { to: [x@home.example], keep: false }
            2️⃣autoresponder: { subject: Away, message: Gone }
        """,
      """
      2️⃣ warning: the autoresponder of head@school.example stays silent: all mail is forwarded \
      [dead-autoresponder]
      1️⃣ note: for this reason
      """)
  }

  @Test func anAssistantWhoGetsEverythingSilencesIt() {
    expectDiagnostics(
      in: """
        users:
          pa: {}
          head:
            2️⃣autoresponder: { subject: Away, message: Gone }
            1️⃣assistant: { to: [pa], only: true }
        """,
      """
      2️⃣ warning: the autoresponder of head@school.example stays silent: \
      mail goes to the assistant only [dead-autoresponder]
      1️⃣ note: for this reason
      """)
  }

  @Test(arguments: ["keep: true", "keep: false, enabled: false"])
  func aCopyInTheMailboxIsAnswered(_ rest: String) {
    expectDiagnostics(
      in: """
        users:
          head:
            forward: { to: [x@home.example], \(rest) }
            autoresponder: { subject: Away, message: Gone }
        """, "")
  }
}
