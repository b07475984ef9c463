import MailModel

extension Finding {
  /// What a plan says of mail homes and folders of the trash that belong to nobody.
  ///
  /// `paths` are both, as an administrator would type them.
  package static func unknownMail(homes: Int, folders: Int, paths: [String]) -> Finding {
    let parts = [
      (homes, "mail home", "mail homes"), (folders, "folder of the trash", "folders of the trash"),
    ].filter { $0.0 > 0 }.map { $0.0.counted($0.1, $0.2) }
    return Finding(
      "unknown-mail", .warning, subjects: paths, measured: homes + folders, limit: 0,
      message: "\(parts.joined(separator: " and ")) \(homes + folders == 1 ? "belongs" : "belong") "
        + "to no account that the store knows",
      allow: "`rollbook trash` lists them, `rollbook trash adopt` takes them in")
  }
}
