import Foundation

/// A site on a random walk: people come and go, runs are taken back, and what is removed comes back
/// or is erased, while its clock is told what time it is.
struct Walk {
  /// What somebody types.
  enum Step {
    case apply
    case undo(Int)
    case restore(label: String, as: String?)
    case erase([String])
    case empty

    var command: [String] {
      switch self {
      case .apply: ["apply", "--yes", "--allow", "shrunken-source:rollbook.yaml"]
      case .undo(let run): ["undo", "\(run)", "--yes"]
      case .restore(let label, let name):
        ["trash", "restore", label] + (name.map { ["--as", $0] } ?? [])
      case .erase(let labels):
        ["trash", "empty", "--yes"] + labels.flatMap { ["--erase-before-hold", $0] }
      case .empty: ["trash", "empty", "--yes"]
      }
    }

    /// True for a refusal that says that all was done already.
    func isDone(_ answer: BuiltSite.Answer) -> Bool {
      switch self {
      case .apply, .empty: false
      case .undo: answer.errors.contains("back already")
      case .restore, .erase: answer.errors.contains("the trash holds no ")
      }
    }
  }

  /// Days.
  static let hold = 30

  let site: BuiltSite
  var dice: Dice
  /// The true time, in seconds since 1970.
  var now = 1_800_000_000
  private var comments: [String: Int] = [:]
  private var count = 0

  init(seed: UInt64) throws {
    site = try BuiltSite(in: RolloverSite.parent)
    dice = Dice(seed: seed)
    for _ in 0..<6 { comments[newName()] = 0 }
    try site.write(manifest(), to: "rollbook.yaml")
    try site.rollbook("init")
    let first = try Clock(now).run(Step.apply.command, in: site)
    guard first.status == 0 else { throw SiteDatabase.Failure(description: first.errors) }
  }

  private mutating func newName() -> String {
    count += 1
    return "p\(count)"
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.randomElement(using: &dice)
  }

  /// Chooses what is typed next, after some days and some mail.
  mutating func next() throws -> Step {
    now += Int.random(in: 60...8 * 86_400, using: &dice)
    let database = try SiteDatabase(site.database)
    for row in try database.rows("SELECT home FROM account")
    where Int.random(
      in: 0..<4, using: &dice) == 0
    {
      count += 1
      try site.write(
        "Subject: \(count)\n\nhello\n", to: "mail/\(row[0])/Maildir/new/\(now).\(count)")
    }
    let labels = try database.rows("SELECT name || '#' || run FROM trash ORDER BY 1").map { $0[0] }
    switch Int.random(in: 0..<8, using: &dice) {
    case 0, 1:
      let run = try database.number(
        "SELECT max(number) FROM run WHERE kind IN ('apply', 'undo')")
      return .undo(run)
    case 2, 3:
      guard let label = pick(labels) else { break }
      return .restore(label: label, as: Bool.random(using: &dice) ? nil : newName())
    case 4:
      guard let label = pick(labels) else { break }
      return .erase(Set([label, pick(labels) ?? label]).sorted())
    case 5 where !labels.isEmpty: return .empty
    default: break
    }
    try change(database)
    return .apply
  }

  /// Goes on to what the next manifest asks for.
  private mutating func change(_ database: SiteDatabase) throws {
    for name in comments.keys.sorted() where Int.random(in: 0..<3, using: &dice) == 0 {
      comments[name] = count
    }
    let live = try database.rows("SELECT address FROM account ORDER BY 1")
      .map { String($0[0].prefix { $0 != "@" }) }
    var leavers: [String] = []
    for _ in 0..<Int.random(in: 0...2, using: &dice) {
      guard live.count > 4, let name = pick(live), !leavers.contains(name) else { continue }
      leavers.append(name)
      comments[name] = nil
    }
    let trash = try database.rows("SELECT name FROM trash GROUP BY name HAVING count(*) = 1")
      .map { String($0[0].prefix { $0 != "@" }) }
    if comments.count < 12 {
      for _ in 0..<Int.random(in: 1...2, using: &dice) {
        let back = Bool.random(using: &dice) ? pick(trash) : nil
        let name = back ?? newName()
        if !leavers.contains(name) { comments[name] = count }
      }
    }
    var renames: [String: String] = [:]
    if let old = pick(comments.keys.sorted().filter(live.contains)), Bool.random(using: &dice) {
      let name = newName()
      comments[name] = comments.removeValue(forKey: old)
      renames[name] = old
    }
    let gone = try database.rows("SELECT DISTINCT name FROM trash")
      .map { String($0[0].prefix { $0 != "@" }) }.filter { !live.contains($0) }
    let restored = Set(trash.filter { !live.contains($0) && Bool.random(using: &dice) })
    try site.write(
      manifest(leavers: leavers, renames: renames) { name in
        restored.contains(name) ? "restore" : gone.contains(name) ? "fresh" : nil
      }, to: "rollbook.yaml")
  }

  private func manifest(
    leavers: [String] = [], renames: [String: String] = [:],
    mail: (String) -> String? = { _ in nil }
  ) -> String {
    let users = comments.sorted { $0.key < $1.key }.map { name, comment in
      "  \(name): { comment: c\(comment)"
        + (renames[name].map { ", was: \($0)" } ?? "")
        + (renames[name] == nil ? mail(name).map { ", mail: \($0)" } ?? "" : "") + " }\n"
    }
    let leavers = leavers.map { "{ account: \($0), purge: true, reason: r\(count) }" }
    return """
      rollbook: 1
      domain: school.example
      store: sqlite:rollbook.db
      policy: { minimum-admins: 0, max-removals: [100%], hold: \(Self.hold)d }
      users:
      \(users.joined())leavers: [\(leavers.joined(separator: ", "))]

      """
  }

  /// A moment on the walk's clock that runs are told.
  struct Clock {
    let seconds: Int

    init(_ seconds: Int) { self.seconds = seconds }

    /// With it a program sees this moment, and no process stands between that could outlive it.
    var environment: [String: String] {
      let memory = Self.shared + UUID().uuidString
      return [
        "LD_PRELOAD": Self.library, "FAKETIME": text, "FAKETIME_SHARED": "\(memory) \(memory)",
        "DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
      ]
    }

    private var text: String {
      var moment = time_t(seconds)
      var parts = tm()
      gmtime_r(&moment, &parts)
      var buffer = [CChar](repeating: 0, count: 32)
      strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S", &parts)
      return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Where faketime keeps its memory, for each run anew: a killed one leaves it half made.
    private static let shared = "/rollbook-walk-\(getpid())-"

    /// What killed programs have left of it.
    static func clear() {
      let folder = "/dev/shm"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.contains(shared.dropFirst()) { unlink("\(folder)/\(name)") }
    }

    /// What tells a program another time, where Debian has put it.
    static let library: String = {
      let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
      return folders.map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
        .first(where: FileManager.default.fileExists) ?? ""
    }()

    /// Runs the command; once more, as another process, where faketime could not set itself up.
    ///
    /// It makes its memory under the number of the process, and a killed one of that number may have
    /// left its own. The command has not begun then.
    func run(_ command: [String], in site: BuiltSite) throws -> BuiltSite.Answer {
      var answer: BuiltSite.Answer
      var tries = 0
      repeat {
        answer = try BuiltSite.run(
          BuiltSite.binary, command, in: site.folder, environment: environment)
        tries += 1
      } while answer.errors.hasPrefix("libfaketime: ") && tries < 10
      return answer
    }
  }
}
