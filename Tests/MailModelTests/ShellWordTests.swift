import MailModel
import Testing

@Suite struct ShellWordTests {
  @Test(arguments: [
    "removal-limit:12", "changed-item:tom@school.example#2", "mail/.trash/a-b_c", "year=13",
    "schüle",
  ])
  func `what a shell leaves whole stands as it is`(_ text: String) {
    #expect(text.asShellWord == text)
  }

  @Test(arguments: [
    ("my plan.json", "'my plan.json'"), ("", "''"), ("#2", "'#2'"), ("~/x", "'~/x'"),
    ("a$b", "'a$b'"), ("it's", "'it'\\''s'"), ("a;b", "'a;b'"), ("*", "'*'"), ("a\nb", "'a\nb'"),
  ])
  func `everything else is quoted`(_ text: String, _ word: String) {
    #expect(text.asShellWord == word)
  }

  @Test(arguments: [
    ("imap://u:secret@host", "imap://***@host"), ("a imap://u:p@h b@c", "a imap://***@h b@c"),
    ("maildir:mail/%d", "maildir:mail/%d"), ("x://host", "x://host"), ("a@b", "a@b"),
  ])
  func `a login is taken out of a place`(_ text: String, _ shown: String) {
    #expect(MaskedLogin.text(text) == shown)
  }
}
