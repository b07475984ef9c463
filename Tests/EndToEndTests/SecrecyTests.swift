import Foundation
import Testing

/// A tour through every command on a site with passwords, and a search through all that it printed
/// and wrote.
@Suite struct SecrecyTests {
  /// A hash that every search finds: salt and digest say `canary`.
  private static func hash(_ name: String) -> String {
    let digest = String(repeating: "Canary\(name)", count: 12).prefix(86)
    return "{SHA512-CRYPT}$6$canary\(name)$\(digest)"
  }

  private static func manifest(ada: String, leavers: String = "") -> String {
    """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0, max-removals: [100%] }
    users:
      ada: { name: Ada, password: "\(ada)" }
      bob: { initial-password: "\(hash("b"))" }
      cid: { initial-password: generate }
      eve: { name: Eve }
    \(leavers.isEmpty ? "  dee: { password: \"\(hash("d"))\" }" : "leavers: [\(leavers)]")

    """
  }

  /// Mistakes on lines that hold a password, or that the reader takes for something else.
  private static let mistakes = [
    "users: { ada: { password: \"\(hash("m"))\", quta: 1G } }",
    "users: { ada: { quota: lots, password: '\(hash("m"))' } }",
    "users: { ada: { pasword: \"\(hash("m"))\" } }",
    "users: { ada: { pass-word: \"\(hash("m"))\" } }",
    "users: { ada: { password: canary-in-plain-text } }",
    "users: { ada: { initial-password: canary-in-plain-text, name: 7 } }",
    "users: { ada: { password: [\"\(hash("m"))\"], nmae: A } }",
    "users: { ada: { password: { hash: \"\(hash("m"))\" } } }",
    "users:\n  ada: { password: \"\(hash("m"))\n  bob: {}",
    "users:\n  ada: { password: \"\(hash("m"))\", name: A",
    "users:\n\tada: { password: \"\(hash("m"))\" }",
    "users:\n  ada:\n    password: \(hash("m")): x\n    name: A",
    "users:\n  ada:\n    password: |\n      \(hash("m"))\n    quta: 1G",
    "users:\n  ada:\n    password: &p \"\(hash("m"))\"\n  bob: { password: *p, group: none, x: *p }",
    "users:\n  ada: { password: \"\(hash("m"))\" }\n  ADA: { password: \"\(hash("m"))\" }",
    "users:\n  ada: { password: \"\(hash("m"))\", password: \"\(hash("n"))\" }",
    "users:\n  \"\(hash("m"))\": {}",
    "users:\n  ada: { name: A, comment: 7, group: \"\(hash("m"))\", quota: \"\(hash("m"))\" }",
    "users:\n  ada: { quta: 1G } # password \(hash("m"))",
    "\(hash("m")): 1\nusers: {}",
    "users: {}\nleavers: [\"\(hash("m"))\"]",
  ]

  /// Everything that was printed, with the command that did.
  private final class Tour {
    let site: BuiltSite
    private(set) var said: [(command: String, text: String)] = []

    init(_ site: BuiltSite) { self.site = site }

    @discardableResult
    func type(_ words: String...) throws -> BuiltSite.Answer {
      let answer = try BuiltSite.run(BuiltSite.binary, words, in: site.folder)
      said.append((words.joined(separator: " "), answer.output + answer.errors))
      return answer
    }

    func look() throws {
      for format in ["text", "json"] {
        try type("plan", "--format", format, "--verbose")
        try type("list", "--format", format)
        try type("history", "--format", format)
        for run in 1...7 { try type("history", "\(run)", "--format", format) }
      }
      try type("export")
      try type("export", "--all")
      try type("trash")
      for format in ["text", "json", "github", "sarif"] {
        try type("check", "--format", format, "--all", "--verbose")
      }
      try type("fmt", "--check")
    }

    func mode(_ path: String) -> Int? {
      let path = site.folder.appendingPathComponent(path).path
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return attributes?[.posixPermissions] as? Int
    }
  }

  /// The whole life of passwords: set, changed, taken back, removed and brought back.
  private func tour() throws -> Tour {
    let tour = Tour(try BuiltSite(in: RolloverSite.parent))
    let site = tour.site
    try tour.type("init")
    try site.write(Self.manifest(ada: Self.hash("a")), to: "rollbook.yaml")
    try tour.look()
    try tour.type("apply", "--yes")
    #expect(try tour.type("apply", "--yes", "--credentials", "new.csv").status == 0)
    try tour.type("apply", "--yes", "--credentials", "new.csv")
    try tour.look()

    try site.write(Self.manifest(ada: Self.hash("c")), to: "rollbook.yaml")
    try tour.look()
    #expect(try tour.type("plan", "--out", "change.plan").status == 0)
    #expect(try tour.type("apply", "change.plan", "--yes").status == 0)
    try tour.look()
    #expect(try tour.type("undo", "2", "--out", "back.plan").status == 0)
    #expect(try tour.type("undo", "2", "--yes").status == 0)
    try tour.type("apply", "back.plan", "--yes")
    try tour.look()

    try site.deliver(2, to: "dee@school.example")
    try site.write(
      Self.manifest(ada: Self.hash("c"), leavers: "{ account: dee, purge: true }"),
      to: "rollbook.yaml")
    #expect(try tour.type("apply", "--yes", "--verbose").status == 0)
    try tour.look()
    #expect(try tour.type("trash", "restore", "dee").status == 0)
    try tour.look()
    #expect(try tour.type("export", "--passwords").status != 0)
    #expect(try tour.type("export", "--all", "--passwords", "--out", "secrets.yaml").status == 0)
    return tour
  }

  private func breakThings(_ tour: Tour) throws {
    for (number, text) in Self.mistakes.enumerated() {
      let file = "broken\(number).yaml"
      try tour.site.write(
        "rollbook: 1\ndomain: school.example\nstore: sqlite:rollbook.db\n\(text)\n", to: file)
      for format in ["text", "json", "github", "sarif"] {
        #expect(try tour.type("check", file, "--format", format).status == 1, "\(text)")
      }
      try tour.type("fmt", "--check", file)
      for command in ["plan", "list", "export", "history", "trash"] {
        try tour.type(command, "-f", file)
      }
      try tour.type("apply", "--yes", "-f", file)
    }
    for words in ["explain", "explain plain-password", "--help", "plan --help"] {
      let answer = try BuiltSite.run(
        BuiltSite.binary, words.split(separator: " ").map(String.init), in: tour.site.folder)
      #expect(answer.status == 0 || answer.errors.contains("plain-password"))
    }
  }

  @Test func passwordsAppearNowhereButWhereTheyBelong() throws {
    let tour = try tour()
    try breakThings(tour)
    let site = tour.site
    let credentials = try site.read("new.csv")
    let generated = credentials.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").last.map(String.init)
    }
    #expect(generated.count == 1)
    #expect(try site.read("secrets.yaml").contains(Self.hash("d")))

    let needles = ["canary"] + generated.map { $0.lowercased() }
    func isSilent(_ text: String) -> Bool {
      let text = text.lowercased()
      return !needles.contains { text.contains($0) }
    }
    #expect(tour.said.count > 400)
    for (command, text) in tour.said { #expect(isSilent(text), "rollbook \(command)") }

    // What the user wrote, and the places that passwords belong to.
    let own = ["rollbook.yaml", "secrets.yaml", "new.csv"]
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.folder.path) {
      let isOwn = own.contains(path) || path.hasPrefix("broken") || path.hasPrefix("rollbook.db")
      #expect(isSilent(path))
      var isFolder: ObjCBool = false
      let file = site.folder.appendingPathComponent(path)
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isOwn,
        !isFolder.boolValue
      else { continue }
      #expect(isSilent(String(decoding: try Data(contentsOf: file), as: UTF8.self)), "\(path)")
    }
    // The store keeps hashes, never a password itself.
    for path in ["rollbook.db", "rollbook.db-wal"] {
      let bytes = try? Data(contentsOf: site.folder.appendingPathComponent(path))
      for password in generated {
        #expect(bytes?.range(of: Data(password.utf8)) == nil, "\(path)")
      }
    }
    checkModes(tour)
  }

  private func checkModes(_ tour: Tour) {
    for path in ["new.csv", "secrets.yaml", "change.plan", "back.plan"] {
      #expect(tour.mode(path) == 0o600, "\(path)")
    }
    // Where a mail server is installed, its processes read the store as members of a group.
    #expect([0o600, 0o640, 0o660].contains(tour.mode("rollbook.db")))
    #expect(tour.mode("mail/.trash") == 0o700)
  }
}
