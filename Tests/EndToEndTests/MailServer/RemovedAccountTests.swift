import Testing

/// What senders and successors see of an account that was removed.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct RemovedAccountTests {
  @Test func addressBouncesOnceTheAccountIsGone() throws {
    let site = try MailSite("users: { ann: { password: PW, aliases: [anna] }, bob: {} }")
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    try site.apply("users: { bob: {} }\nleavers: [{ account: ann, purge: true }]")
    for name in ["ann", "anna"] {
      #expect(try site.send(from: site.outside("x"), to: name).hasPrefix("550 5.1.1"), "\(name)")
    }
    #expect(try !site.canLogIn("ann"))
  }

  @Test func successorNeverSeesOldMail() throws {
    let site = try MailSite("users: { ann: { password: PW }, bob: {} }")
    try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann").count == 1)
    try site.apply("users: { bob: {} }\nleavers: [{ account: ann, purge: true }]")
    try site.apply("users: { ann: { password: PW, mail: fresh }, bob: {} }")
    #expect(try site.inbox("ann") == [])
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
  }
}
