import Foundation
import Testing

/// A few rounds of `Benchmarks/swaps`, which does a hundred and has the figures.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct SwapUnderMailTests {
  @Test func noMessageGoesAstrayWhileNamesChangeHands() throws {
    let answer = try BuiltSite.run(
      ExampleTests.root.appendingPathComponent("Benchmarks/swaps"),
      ["--rounds", "5", "--binary", BuiltSite.binary.path], in: ExampleTests.root)
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
  }

  /// A message belongs to whom the name belonged to when the receiver was accepted.
  @Test func slowSenderReachesWhoHadTheName() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: { password: PW } }")
    let client = try site.server.smtp()
    try client.command("MAIL FROM:<\(site.outside("x"))>")
    #expect(try client.command("RCPT TO:<\(site.address("ann"))>").hasPrefix("250"))
    try site.write("users: { bob: { was: ann, password: PW }, ann: { was: bob, password: PW } }")
    let early = try site.applyWritten(["--drain-timeout", "1s"])
    #expect(early.status == 1, "\(early.output)\(early.errors)")
    #expect(early.errors.contains("that a slow sender began before"), "\(early.errors)")
    #expect(try site.send(from: site.outside("x"), to: "bob").hasPrefix("message"))

    try client.command("DATA")
    #expect(try client.command("Subject: slow\r\n\r\nhello\r\n.").hasPrefix("250"))
    let answer = try site.applyWritten()
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    try site.settle()
    #expect(try site.inbox("bob") == ["slow"])
    #expect(try site.inbox("ann") == ["message 1"])
  }

  /// Whatever leads to the name, from outside or from the host itself.
  @Test func heldNameIsShutHoweverItIsReached() throws {
    let site = try MailSite(
      """
      groups: { SITE-team: { address: team } }
      users:
        ann: { password: PW, aliases: [annie], group: SITE-team }
        bob: { forward: { to: [ann], keep: false } }
        cid: { password: PW }
      """.replacingOccurrences(of: "SITE", with: "held-\(UUID().uuidString.prefix(8).lowercased())")
    )
    try site.exclusively {
      try site.sql(
        "INSERT INTO held_address VALUES ('\(site.address("ann"))', unixepoch() + 30)")
      for name in ["ann", "ann+x", "annie"] {
        let answer = try site.send(from: site.outside("x"), to: name)
        #expect(answer.hasPrefix("450 4.2.1"), "\(name): \(answer)")
      }
      for name in ["team", "bob"] {
        let answer = try site.send(from: site.outside("x"), to: name)
        #expect(answer.hasPrefix("451 4.6.0"), "\(name): \(answer)")
      }
      #expect(try site.send(from: site.outside("x"), to: "cid").hasPrefix("message"))
      try site.sql("UPDATE held_address SET until = unixepoch() - 1")
      #expect(try site.send(from: site.outside("x"), to: "team").hasPrefix("message"))
      try site.sql("DELETE FROM held_address")
    }
    try site.settle()
    #expect(try site.stored("ann").count == 1)
  }
}
