import Foundation

/// What a site holds, without what differs from run to run: ids, times, run numbers, messages.
struct SiteState: Equatable {
  /// One line for each fact, sorted.
  let lines: [String]

  init(of site: BuiltSite) throws {
    let database = try SiteDatabase(site.database)
    var lines: [String] = []
    for (title, sql) in Self.facts {
      lines += try database.rows(sql).map { "\(title): " + $0.joined(separator: "|") }
    }
    self.lines = lines.sorted()
  }

  private static let facts = [
    (
      "account",
      """
      SELECT address, is_leaving, is_owned, owned_fields, path, name, mail_group, is_admin,
        is_enabled, comment, quota, password IS NULL, is_protected
      FROM account LEFT JOIN source ON source.id = account.source
      """
    ),
    ("address", "SELECT address, alias_of FROM address"),
    (
      "former name",
      """
      SELECT coalesce(address, former_name.name), former_name.name
      FROM former_name LEFT JOIN account USING (id)
      """
    ),
    ("group", "SELECT name, is_owned, owned_fields, comment, is_enabled, address FROM mail_group"),
    ("spent", "SELECT account, fingerprint FROM spent_leaver"),
    ("trash", "SELECT name, reason, hex(image) FROM trash"),
    ("setting", "SELECT name, value FROM setting WHERE name <> 'store-id'"),
  ]

  /// What only one of both holds.
  func difference(from other: SiteState) -> String {
    let more = lines.filter { !other.lines.contains($0) }.map { "+ " + $0 }
    let less = other.lines.filter { !lines.contains($0) }.map { "- " + $0 }
    return (more + less).joined(separator: "\n")
  }
}

/// What may not be there once no run is at work: halves of files, marks, locks, unknown folders.
struct Leftovers {
  private(set) var found: [String] = []

  init(in site: BuiltSite, besides known: Set<String> = []) throws {
    let database = try SiteDatabase(site.database)
    if try database.rows("PRAGMA integrity_check") != [["ok"]] { found.append("integrity") }
    found += try database.rows("PRAGMA foreign_key_check").map { "foreign key \($0)" }
    for (what, sql) in Self.marks where try database.number(sql) > 0 { found.append(what) }
    let usual: Set = [
      "rollbook.yaml", "rollbook.db", "rollbook.db-wal", "rollbook.db-shm", "rollbook.db.lock",
      "mail",
    ]
    found += try names("", in: site).subtracting(usual.union(known))
    found += try names("mail", in: site).subtracting([".rollbook", ".trash", "school.example"])
    try checkHomes(of: site, database)
    try checkTrash(of: site, database)
  }

  private static let marks = [
    ("a run that is open", "SELECT count(*) FROM run WHERE outcome = 'unfinished'"),
    (
      "a step that is open", "SELECT count(*) FROM run_step WHERE state IN ('due', 'announced')"
    ),
    ("a leaving mark", "SELECT count(*) FROM account WHERE is_leaving"),
    ("a lock", "SELECT count(*) FROM run_lock"),
  ]

  private func names(_ path: String, in site: BuiltSite) throws -> Set<String> {
    let folder = site.folder.appendingPathComponent(path).path
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  private mutating func checkHomes(of site: BuiltSite, _ database: SiteDatabase) throws {
    let live = Set(try database.rows("SELECT home FROM account").map { $0[0] })
    let gone = Set(try database.rows("SELECT home FROM trash").map { $0[0] })
    for name in try names("mail/school.example", in: site) {
      let home = "school.example/\(name)"
      let path = site.folder.appendingPathComponent("mail/\(home)").path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      if !(isFolder ? live : gone).contains(home) { found.append(home) }
    }
  }

  private mutating func checkTrash(of site: BuiltSite, _ database: SiteDatabase) throws {
    let items = Set(try database.rows("SELECT name || '#' || run FROM trash").map { $0[0] })
    let folders = try names("mail/.trash", in: site)
    found += folders.symmetricDifference(items).map { "item \($0)" }
    for folder in folders.intersection(items) {
      let rest = try names("mail/.trash/\(folder)", in: site).subtracting([
        "mail", "record", "identity",
      ])
      found += rest.map { "\(folder)/\($0)" }
    }
  }
}

extension BuiltSite {
  var database: String { folder.appendingPathComponent("rollbook.db").path }

  /// Names of all messages in mailboxes and trash, sorted.
  func messages() -> [String] {
    let path = folder.appendingPathComponent("mail").path
    let files = FileManager.default.enumerator(atPath: path)
    return (files?.compactMap { $0 as? String } ?? []).compactMap { path in
      let parts = path.split(separator: "/").suffix(3)
      guard parts.count == 3, parts.first == "Maildir", let name = parts.last,
        parts.dropFirst().first != "tmp", !name.hasPrefix(".")
      else { return nil }
      return String(name)
    }.sorted()
  }

  /// The messages that `list` and `trash` count.
  func countedMessages() throws -> Int {
    let listed = try listed().reduce(0) { $0 + ($1["messages"] as? Int ?? 0) }
    return try listed
      + SiteDatabase(database).number("SELECT coalesce(sum(messages), 0) FROM trash")
  }

  /// A copy of its own, times of files included.
  func copy() throws -> BuiltSite {
    let copy = try BuiltSite(in: folder.deletingLastPathComponent())
    let answer = try Self.run(
      URL(fileURLWithPath: "/bin/cp"), ["-a", "\(folder.path)/.", copy.folder.path],
      in: copy.folder)
    guard answer.status == 0 else { throw SiteDatabase.Failure(description: answer.errors) }
    return copy
  }
}
