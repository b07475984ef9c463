import MailModel

/// What is said of a mail home that lies in an item of the trash, beside the item's own mail.
///
/// A move by hand ended one folder too deep; it would be erased with the item.
package enum HomeInTrash {
  /// What is said of the one at `path` in the mail folder; `account` is nil where it is nobody's.
  ///
  /// `isReplaced` says that the account has another one by now, where it belongs.
  package static func finding(
    _ verdict: Finding.Verdict, at path: String, of account: LiveAccount?,
    isReplaced: Bool = false
  ) -> Finding {
    let account = account.map { (address: $0.address, home: $0.home) }
    let owner =
      account.map { "the mail home of \($0.address)" } ?? "a mail home that no account has"
    return Finding(
      "home-in-trash", verdict, subjects: account.map { [$0.address.text] } ?? [], measured: 1,
      limit: 0,
      base: 1,
      message: "\(owner) lies in an item of the trash, as \(path) of the mail folder",
      allow: wayOut(at: path, home: account?.home, isReplaced: isReplaced))
  }

  /// What is said of one that lies at `path` in the mail folder, where nobody looks for it.
  package static func moved(to path: String, of account: LiveAccount) -> Finding {
    Finding(
      "home-moved", .warning, subject: account.address.text, subjects: [account.address.text],
      measured: 1, limit: 0, base: 1,
      message:
        "the mail home of \(account.address) lies as \(path) of the mail folder, where no mail "
        + "server looks for it",
      allow: wayOut(at: path, home: account.home, isReplaced: false))
  }

  private static func wayOut(at path: String, home: String?, isReplaced: Bool) -> String {
    guard let home else {
      return "move it into .trash itself, from where `rollbook trash adopt` takes it in"
    }
    guard isReplaced else {
      return "`mv \(path.asShellWord) \(home.asShellWord)` in the mail folder takes it back"
    }
    let folder = path.split(separator: "/").last.map(String.init) ?? path
    return "another one stands at \(home) by now: `mv \(path.asShellWord) .trash/` in the mail "
      + "folder, then `rollbook trash restore \(folder.asShellWord) --as NAME`, gives it a name of its own"
  }
}
