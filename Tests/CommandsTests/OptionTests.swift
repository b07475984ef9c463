import ArgumentParser
import Testing

@testable import Commands

/// What a command line is refused for before anything is read.
@Suite struct OptionTests {
  private func status(_ words: String...) -> Int32? {
    do {
      _ = try Rollbook.parseAsRoot(words)
      return nil
    } catch {
      return Rollbook.exitCode(for: error).rawValue
    }
  }

  @Test func unknownOptionIsWrongUsage() {
    #expect(status("plan", "--force") == 64)
  }

  @Test func allowanceOfAnUnknownGuardIsWrongUsage() {
    #expect(status("plan", "--allow", "removal-limt:3") == 64)
  }

  @Test func allowanceOfAGuardThatNothingAllowsIsWrongUsage() {
    #expect(status("apply", "--allow", "operator:1") == 64)
  }

  @Test func allowanceWithoutAFigureIsWrongUsage() {
    #expect(status("apply", "--allow", "removal-limit") == 64)
  }

  @Test func allowanceWithItsFigureIsTaken() {
    #expect(status("apply", "--allow", "removal-limit:12", "--yes") == nil)
  }

  @Test func exportOfPasswordsWantsAFile() {
    #expect(status("export", "--passwords") == 64)
    #expect(status("export", "--passwords", "--out", "secret.yaml") == nil)
  }

  @Test(arguments: ["@@@", "a/b", "-x.example"])
  func wrongNameOfAHostIsWrongUsageAndNamed(_ name: String) {
    let words = ["server-config", "dovecot", "--hostname=\(name)"]
    let error = #expect(throws: (any Error).self) { try Rollbook.parseAsRoot(words) }
    guard let error else { return }
    #expect(Rollbook.exitCode(for: error).rawValue == 64)
    #expect(Rollbook.message(for: error).contains("'\(name)'"), "\(Rollbook.message(for: error))")
    #expect(status("server-config", "dovecot", "--hostname", "mail.schüle.example") == nil)
  }

  @Test func wrongNameOfAUserIsWrongUsage() {
    #expect(status("server-config", "dovecot", "--mail-user", "a/b") == 64)
    #expect(status("server-config", "dovecot", "--mail-user", "post") == nil)
  }

  @Test func sharedOptionsStandBehindEveryCommand() {
    for command in ["plan", "apply", "list", "export", "history", "check", "init"] {
      #expect(
        status(
          command, "-f", "a.yaml", "-f", "b.yaml", "--store", "sqlite:x", "--mail", "maildir:m/%n",
          "--operator", "head", "--color", "never", "--verbose") == nil)
    }
  }
}
