import Testing

/// Groups, aliases, domains and sub-addresses.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct AddressTests {
  @Test func groupReachesFiveThousandMembersOnceEach() throws {
    let members = (1...5_000).map {
      "  m\($0): { group: all, forward: { to: [m\($0)@OUT], keep: false } }"
    }
    let site = try MailSite(
      "groups: { all: { address: all } }\nusers:\n" + members.joined(separator: "\n"))
    try site.send(from: site.outside("x"), to: "all")
    try site.settle()
    let messages = try site.received(outside: "m1")
    #expect(messages.count == 1)
    let receivers = messages.flatMap { $0.split(separator: "\n") }
      .filter { $0.hasPrefix("X-Sink-To: ") }
    #expect(receivers.count == 5_000)
    #expect(Set(receivers).count == 5_000)
  }

  @Test func memberReachedTwiceGetsOneCopy() throws {
    let site = try MailSite(
      """
      groups: { staff: { address: staff } }
      users:
        ann: { password: PW, group: staff }
        bob: { password: PW, group: staff, forward: { to: [ann] } }
      """)
    let mail = try site.send(from: site.outside("x"), to: "staff")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.inbox("bob") == [mail])
  }

  @Test func membersOfADisabledGroupStillGetItsMail() throws {
    let site = try MailSite(
      """
      groups: { shut: { address: staff, enabled: false } }
      users: { ann: { password: PW, group: shut } }
      """)
    try site.send(from: site.outside("x"), to: "staff")
    try site.settle()
    #expect(try site.stored("ann").count == 1)
    #expect(try !site.canLogIn("ann"))
  }

  @Test func aliasesAndOtherDomainsReachTheAccount() throws {
    let site = try MailSite()
    let second = "second-\(site.domain)"
    try site.apply(
      """
      domains: { "\(second)": {} }
      users:
        ann: { password: PW, aliases: [postmaster, abuse, "ann@\(second)"] }
        "bob@\(second)": { password: PW }
      """)
    var mails: [String] = []
    for name in ["ann", "ANN", "postmaster", "abuse", "ann@\(second)"] {
      mails.append(try site.send(from: site.outside("x"), to: name))
    }
    let other = try site.send(from: site.outside("x"), to: "bob@\(second)")
    try site.settle()
    #expect(try site.inbox("ann") == mails.sorted())
    #expect(try site.inbox("bob@\(second)") == [other])
    #expect(try site.send(from: site.outside("x"), to: "bob").hasPrefix("550"))
  }

  @Test func subAddressesReachAccountsAliasesAndForwards() throws {
    let site = try MailSite()
    try site.apply(
      """
      users:
        ann: { password: PW, aliases: [anna] }
        bob: { forward: { to: [ann+bob@\(site.domain)], keep: false } }
      """)
    var mails: [String] = []
    for name in ["ann+lists", "anna+lists", "bob+x"] {
      mails.append(try site.send(from: site.outside("x"), to: name))
    }
    try site.settle()
    #expect(try site.inbox("ann") == mails.sorted())
    // For what the user's own script makes of it.
    let deliveries = try site.stored("ann").map { MailSite.header("Delivered-To", of: $0) }
    #expect(Set(deliveries) == Set(["ann+lists", "ann+bob"].map { Optional(site.address($0)) }))
  }

  @Test(arguments: ["ann", "ann+x", "anna+x", "staff+x", "bob+x"])
  func mailThatComesToOneByTwoWaysArrivesOnce(_ receiver: String) throws {
    let site = try MailSite()
    let (own, other) = ("own\(site.domain.prefix(4))", "other\(site.domain.prefix(4))")
    try site.apply(
      """
      groups: { \(own): { address: staff }, \(other): { address: club } }
      users:
        ann: { password: PW, group: \(own), aliases: [anna], forward: { to: [staff] } }
        bob: { password: PW, group: \(own), forward: { to: [club, staff] } }
        cid: { password: PW, group: \(other), aliases: [cidney], forward: { to: [anna] } }
      """)
    let mail = try site.send(from: site.outside("x"), to: receiver)
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.inbox("bob") == [mail])
    #expect(try site.inbox("cid") == [mail])
  }

  @Test func wordsBehindAPlusStayAtTheSite() throws {
    let site = try MailSite(
      "users: { ann: { password: PW, forward: { to: [far@OUT, b+box@OUT], keep: true } } }")
    let mail = try site.send(from: site.outside("x"), to: "ann+tag")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.subjects(outside: "far") == [mail])
    #expect(try site.subjects(outside: "b+box") == [mail])
  }

  @Test func mailThatDovecotCannotTakeIsRefusedAtOnce() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    let client = try site.server.smtp()
    #expect(try client.command("EHLO client.example").hasPrefix("250"))
    let sender = try client.command("MAIL FROM:<\(site.outside("x"))> SMTPUTF8")
    #expect(sender.hasPrefix("555"), "\(sender)")
    let mail = try site.send(from: site.outside("x"), to: "ann", header: "X-Place: Größe")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
  }

  @Test func fullMailboxSendsMailBack() throws {
    let site = try MailSite("users: { ann: { password: PW, quota: 1K } }")
    // The quota is looked at before a message is saved, so each has to be there before the next.
    for _ in 1...4 {
      try site.send(from: site.outside("x"), to: "ann")
      try site.settle()
    }
    #expect((1...3).contains(try site.inbox("ann").count))
    #expect(try !site.subjects(outside: "x").isEmpty)
  }

  @Test func mailOfTheHostItselfGoesToTheDomain() throws {
    // The shared server's own domain, which no other test has.
    let site = try MailSite(
      """
      domains: { school.example: {} }
      users: { ann: { password: PW, aliases: [root@school.example, postmaster@school.example] } }
      """)
    var subjects: [String] = []
    for name in ["root@localhost", "postmaster@localhost", "root@school.example"] {
      subjects.append(try site.send(from: "root@localhost", to: name))
    }
    #expect(
      try site.send(from: site.outside("x"), to: "x@localhost").hasPrefix("550 5.1.1"))
    try site.settle()
    #expect(try site.inbox("ann") == subjects.sorted())
  }
}
