import MailModel

/// What is said of a mail home that lies in an item of the trash, beside the item's own mail.
///
/// A move by hand ended one folder too deep; it would be erased with the item.
package enum HomeInTrash {
  /// `path` is where it lies in the mail folder, `home` where the mail home of `account` belongs;
  /// nil where it is nobody's.
  package static func finding(
    _ verdict: Finding.Verdict, at path: String, of account: Address?, belongingTo home: String?
  ) -> Finding {
    let owner = account.map { "the mail home of \($0)" } ?? "a mail home that no account has"
    return Finding(
      "home-in-trash", verdict, subjects: account.map { [$0.text] } ?? [], measured: 1, limit: 0,
      base: 1,
      message: "\(owner) lies in an item of the trash, as \(path) of the mail folder",
      allow: home.map {
        "`mv \(path.asShellWord) \($0.asShellWord)` in the mail folder takes it back"
      }
        ?? "move it into .trash itself, from where `rollbook trash adopt` takes it in")
  }
}
