import MailModel
import Manifests
import TestSupport
import Testing

@Suite struct SelfReferenceTests {
  @Test func nobodyForwardsToTheirOwnAlias() {
    expectDiagnostics(
      in: "users: { head: { aliases: [boss], forward: { to: [1️⃣boss], keep: true } } }",
      "1️⃣ error: head@school.example forwards to itself [self-forward]")
  }

  @Test func nobodyForwardsToTheirOwnSubAddress() {
    expectDiagnostics(
      in: "users: { head: { forward: { to: [1️⃣head+lists], keep: true } } }",
      "1️⃣ error: head@school.example forwards to itself [self-forward]")
  }

  @Test func nobodyIsTheirOwnAssistant() {
    expectDiagnostics(
      in: "users: { head: { assistant: { to: [1️⃣HEAD] } } }",
      "1️⃣ error: head@school.example is its own assistant [self-assistant]")
  }
}
