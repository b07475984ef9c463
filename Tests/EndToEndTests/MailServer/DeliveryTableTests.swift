import Testing

/// Where mail goes, row by row: own mailbox, assistant, forward target, autoresponder.
@Suite(.enabled(if: PrivateMailServer.canRun)) struct DeliveryTableTests {
  @Test func mailToAnAccountWithNothingSetIsInItsMailbox() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
  }

  @Test func forwardWithoutACopyKeepsNothingAndStaysSilent() throws {
    let site = try MailSite(
      """
      users:
        bob: { password: PW }
        ann:
          password: PW
          forward: { to: [bob, far@OUT], keep: false }
          assistant: { to: [bob] }
          autoresponder: { subject: away, message: away }
      """)
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [])
    #expect(try site.subjects(outside: "far") == [mail])
    #expect(try site.subjects(outside: "x") == [])
  }

  @Test func forwardWithACopyIsAnsweredToo() throws {
    let site = try MailSite(
      """
      users:
        bob: { password: PW }
        ann:
          password: PW
          forward: { to: [bob, far@OUT] }
          autoresponder: { subject: away, message: away }
      """)
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.inbox("bob") == [mail])
    #expect(try site.subjects(outside: "far") == [mail])
    #expect(try site.subjects(outside: "x") == ["away"])
  }

  @Test func forwardThatIsSwitchedOffForwardsNothing() throws {
    let site = try MailSite(
      "users: { ann: { password: PW, forward: { to: [far@OUT], keep: false, enabled: false } } }")
    let mail = try site.send(from: site.outside("x"), to: "ann")
    try site.settle()
    #expect(try site.inbox("ann") == [mail])
    #expect(try site.subjects(outside: "far") == [])
  }

  private static let assisted = """
    users:
      pa: { password: PW, aliases: [office], assistant: { to: [temp] } }
      temp: { password: PW }
      head:
        password: PW
        assistant: { to: [pa] }
        autoresponder: { subject: away, message: away }
      boss:
        password: PW
        assistant: { to: [pa], only: true }
        autoresponder: { subject: away, message: away }
    """

  @Test func assistantHasACopyOfWhatOthersSend() throws {
    let site = try MailSite(Self.assisted)
    let mail = try site.send(from: site.outside("x"), to: "head")
    try site.settle()
    #expect(try site.inbox("head") == [mail])
    #expect(try site.inbox("pa") == [mail])
    #expect(try site.subjects(outside: "x") == ["away"])
  }

  @Test func onlyTheAssistantHasWhatOthersSend() throws {
    let site = try MailSite(Self.assisted)
    let mail = try site.send(from: site.outside("x"), to: "boss")
    try site.settle()
    #expect(try site.inbox("boss") == [])
    #expect(try site.inbox("pa") == [mail])
    #expect(try site.subjects(outside: "x") == [])
  }

  @Test(arguments: ["head", "boss"], ["pa", "office"])
  func whatTheAssistantSendsComesToTheMailboxAlone(_ receiver: String, _ sender: String) throws {
    let site = try MailSite(Self.assisted)
    let mail = try site.send(from: sender, to: receiver)
    try site.settle()
    #expect(try site.inbox(receiver) == [mail])
    // The answer goes to the assistant, as to anybody.
    #expect(try site.inbox("pa") == ["away"])
  }

  @Test func mailWithTheSameMessageIDIsNotLost() throws {
    let site = try MailSite(Self.assisted)
    var mails: [String] = []
    for _ in 1...3 {
      mails.append(
        try site.send(from: site.outside("x"), to: "boss", header: "Message-ID: <scan@printer>"))
    }
    try site.settle()
    #expect(try site.inbox("boss") == [])
    #expect(try site.inbox("pa") == mails)
  }

  @Test func copyThatComesBackGoesNoFurther() throws {
    let site = try MailSite(
      """
      users:
        pa: { password: PW, forward: { to: [boss] } }
        boss: { password: PW, assistant: { to: [pa], only: true } }
      """)
    let mail = try site.send(from: site.outside("x"), to: "boss")
    try site.settle()
    #expect(try site.inbox("boss") == [mail])
    #expect(try site.inbox("pa") == [mail])
  }

  @Test func memberOfTheGroupThatAssistsHasOneCopy() throws {
    let site = try MailSite()
    let desk = "desk\(site.domain.prefix(4))"
    try site.apply(
      """
      groups: { \(desk): { address: desk } }
      users:
        pa: { password: PW, group: \(desk) }
        head: { password: PW, group: \(desk), assistant: { to: [desk] } }
        boss: { password: PW, group: \(desk), assistant: { to: [desk], only: true } }
      """)
    let head = try site.send(from: site.outside("x"), to: "head")
    let boss = try site.send(from: site.outside("x"), to: "boss")
    try site.settle()
    for name in ["pa", "head", "boss"] { #expect(try site.inbox(name) == [head, boss]) }
  }

  @Test func assistantsAreKnownByAliasesGroupsAndSubAddresses() throws {
    let site = try MailSite(
      """
      groups: { desk: { address: desk } }
      users:
        pa: { password: PW, aliases: [office], assistant: { to: [temp] } }
        temp: { password: PW, group: desk }
        one: { password: PW, assistant: { to: [office], only: true } }
        two: { password: PW, assistant: { to: [desk], only: true } }
      """)
    var kept: [String: [String]] = [:]
    for (sender, receiver) in [("pa", "one"), ("pa+x", "one"), ("temp", "two")] {
      kept[receiver, default: []].append(try site.send(from: sender, to: receiver))
    }
    let copied = try site.send(from: site.outside("x"), to: "one+tag")
    let grouped = try site.send(from: site.outside("x"), to: "two")
    try site.settle()
    #expect(try site.inbox("one") == kept["one"])
    #expect(try site.inbox("two") == kept["two"])
    #expect(try site.inbox("pa") == [copied])
    #expect(try site.inbox("temp") == [grouped])
  }

  @Test func copyEndsWithTheFirstAssistant() throws {
    let site = try MailSite(Self.assisted)
    let copied = try site.send(from: site.outside("x"), to: "head")
    let own = try site.send(from: site.outside("x"), to: "pa")
    try site.settle()
    #expect(try site.inbox("pa") == [copied, own].sorted())
    #expect(try site.inbox("temp") == [own])
  }

  @Test func disabledAccountsAndGroupsGetMailAndCannotLogIn() throws {
    let site = try MailSite(
      """
      groups: { closed: { enabled: false } }
      users:
        pa: { password: PW }
        ann:
          password: PW
          enabled: false
          forward: { to: [far@OUT] }
          assistant: { to: [pa] }
          autoresponder: { subject: away, message: away }
        bob: { password: PW, group: closed }
      """)
    let mail = try site.send(from: site.outside("x"), to: "ann")
    let other = try site.send(from: site.outside("x"), to: "bob")
    try site.settle()
    #expect(try site.stored("ann").map { MailSite.header("Subject", of: $0) } == [mail])
    #expect(try site.stored("bob").map { MailSite.header("Subject", of: $0) } == [other])
    #expect(try site.inbox("pa") == [mail])
    #expect(try site.subjects(outside: "far") == [mail])
    #expect(try site.subjects(outside: "x") == ["away"])
    #expect(try !site.canLogIn("ann"))
    #expect(try !site.canLogIn("bob"))
  }

  @Test func mailToALeavingAccountIsDeferredForItsNameAndAliases() throws {
    let site = try MailSite(
      """
      groups: { crew: { address: staff } }
      users:
        ann: { password: PW, group: crew, aliases: [anna] }
        bob: { password: PW, group: crew }
        cid: { password: PW, forward: { to: [ann] }, assistant: { to: [ann] } }
      """)
    try site.exclusively {
      try site.sql("UPDATE account SET is_leaving = 1 WHERE address = '\(site.address("ann"))'")
      for name in ["ann", "anna", "ann+tag"] {
        #expect(try site.send(from: site.outside("x"), to: name).hasPrefix("450 4.2.1"), "\(name)")
      }
      #expect(try !site.canLogIn("ann"))
      let group = try site.send(from: site.outside("x"), to: "staff")
      let forwarded = try site.send(from: site.outside("x"), to: "cid")
      try site.settle()
      #expect(try site.inbox("bob") == [group])
      #expect(try site.inbox("cid") == [forwarded])
      #expect(try site.stored("ann") == [])
      try site.sql("UPDATE account SET is_leaving = 0 WHERE address = '\(site.address("ann"))'")
    }
  }

  @Test func groupInWhichEverybodyIsLeavingDefersItsMail() throws {
    let site = try MailSite()
    let group = "club\(site.domain.prefix(4))"
    try site.apply(
      """
      groups: { \(group): { address: club } }
      users:
        ann: { password: PW, group: \(group) }
        bob: { password: PW, forward: { to: [club], keep: false } }
      """)
    try site.exclusively {
      try site.sql(
        "UPDATE account SET is_leaving = 1 WHERE address = '\(site.address("ann"))'")
      #expect(try site.send(from: site.outside("x"), to: "club").hasPrefix("450"))
      let mail = try site.send(from: site.outside("x"), to: "bob")
      try site.settle()
      #expect(try site.inbox("bob") == [mail])
      try site.sql(
        "UPDATE account SET is_leaving = 0 WHERE address = '\(site.address("ann"))'")
    }
  }

  @Test func leavingAccountAnswersNobody() throws {
    let site = try MailSite(
      "users: { ann: { password: PW, autoresponder: { subject: away, message: away } } }")
    try site.exclusively {
      try site.sql("UPDATE account SET is_leaving = 1 WHERE address = '\(site.address("ann"))'")
      // What was queued before still arrives: the script alone decides whether it is answered.
      let script = "SELECT 1 FROM mail_script WHERE address = '\(site.address("ann"))'"
      try site.sql("CREATE TEMP TABLE none (x CHECK (x IS NULL)); INSERT INTO none \(script)")
      try site.sql("UPDATE account SET is_leaving = 0 WHERE address = '\(site.address("ann"))'")
    }
  }

  @Test func unknownAddressesAreRefused() throws {
    let site = try MailSite("users: { ann: { password: PW } }")
    #expect(try site.send(from: site.outside("x"), to: "nobody").hasPrefix("550 5.1.1"))
  }
}
