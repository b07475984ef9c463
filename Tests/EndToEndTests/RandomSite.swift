/// Writes manifests that follow one another: people come, change, take other names, and leave.
struct RandomSite {
  private var state: UInt64
  private var users: [String: [String: String]] = [:]
  private var groups: [String: [String: String]] = [:]
  /// Former names by new ones, for the next manifest alone.
  private var renames: [String: String] = [:]
  private var groupRenames: [String: String] = [:]
  private var leavers: [String] = []
  private var count = 0
  private var isAuthoritative = false
  private var keepsPasswords = false

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
    isAuthoritative = isHeads(2)
    keepsPasswords = isHeads(3)
    for _ in 0..<(1 + next(3)) { groups[newName("group")] = [:] }
    for _ in 0..<(4 + next(4)) { users[newName("user")] = [:] }
    edit()
  }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// True once in `times`.
  mutating func isHeads(_ times: Int) -> Bool { next(times) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value { values[next(values.count)] }

  private mutating func newName(_ kind: String) -> String {
    count += 1
    return "\(kind)\(count)"
  }

  /// Goes on to what the next manifest asks for.
  mutating func change() {
    renameGroups()
    for name in users.keys.sorted() where isHeads(7) {
      users[name] = nil
      // In mode authoritative an omission is enough for an empty mailbox, and refused for others.
      leavers.append(name)
    }
    renameUsers()
    if isHeads(2) { groups[newName("group")] = [:] }
    for _ in 0..<next(3) { users[newName("user")] = [:] }
    edit()
  }

  private mutating func renameGroups() {
    guard isHeads(2), let old = groups.keys.sorted().first else { return }
    let new = isHeads(2) ? groups.keys.sorted().last ?? old : newName("group")
    guard new != old else { return }
    let other = groups[new]
    groups[new] = groups[old]
    groups[old] = other
    groupRenames[new] = old
    if other != nil { groupRenames[old] = new }
    for name in users.keys {
      if users[name]?["group"] == old {
        users[name]?["group"] = new
      } else if users[name]?["group"] == new {
        users[name]?["group"] = old
      }
    }
  }

  private mutating func renameUsers() {
    let names = users.keys.sorted()
    guard isHeads(2), names.count > 1 else { return }
    let old = names[0]
    let new = isHeads(2) ? names[1] : newName("user")
    let other = users[new]
    users[new] = users[old]
    users[old] = other
    renames[new] = old
    if other != nil { renames[old] = new }
  }

  private mutating func edit() {
    var aliases = (0..<6).map { "alias\($0)" }
    let names = users.keys.sorted()
    for name in groups.keys.sorted() where isHeads(3) {
      groups[name] = isHeads(3) ? [:] : ["comment": "c\(next(3))", "address": "list-\(name)"]
    }
    for name in names {
      for field in ["forward", "assistant"] { users[name]?[field] = nil }
      let others = names.filter { $0 != name }
      for _ in 0..<next(5) {
        let (field, value) = fieldAndValue(others)
        let isDropped = isHeads(4)
        users[name]?[field] = isDropped ? nil : value
      }
      users[name]?["aliases"] = nil
      if isHeads(2) {
        let taken = Array(aliases.prefix(next(3)))
        users[name]?["aliases"] = "[\(taken.joined(separator: ", "))]"
        aliases.removeFirst(taken.count)
      }
      if let group = users[name]?["group"], groups[group] == nil { users[name]?["group"] = nil }
    }
  }

  private mutating func fieldAndValue(_ others: [String]) -> (String, String) {
    let group = pick(groups.keys.sorted())
    let other = others.isEmpty ? "null" : "{ to: [\(pick(others))] }"
    return pick([
      ("name", pick(["Zoë", "\"no\"", "Ada K."])), ("comment", pick(["c1", "c2", "null"])),
      ("quota", pick(["1G", "1500K", "unlimited", "null"])), ("admin", pick(["true", "false"])),
      ("enabled", pick(["true", "false"])), ("group", group), ("group", group),
      ("password", "\"{SHA512-CRYPT}$6$salt$\(next(4))\""),
      ("forward", pick(["{ to: [x@home.example], keep: false }", other, "null"])),
      ("assistant", other),
      ("autoresponder", "{ subject: Out, message: \"a\\nb\(next(3))\", every: 3d }"),
    ])
  }

  /// The manifest of now; what only it says of the way here is then forgotten.
  mutating func manifest() -> String {
    var text = """
      rollbook: 1
      domain: school.example
      store: sqlite:rollbook.db
      policy:
        mode: \(isAuthoritative ? "authoritative" : "additive")
        minimum-admins: 0
        max-removals: [100%, 100]
      \(keepsPasswords ? "  passwords: kept\n" : "")groups:

      """
    for (name, fields) in groups.sorted(by: { $0.key < $1.key }) {
      text += line(name, fields, was: groupRenames[name])
    }
    text += "users:\n"
    for (name, fields) in users.sorted(by: { $0.key < $1.key }) {
      text += line(name, fields, was: renames[name])
    }
    if !leavers.isEmpty { text += "leavers:\n" }
    for name in leavers { text += "  - { account: \(name), purge: true }\n" }
    (renames, groupRenames, leavers) = ([:], [:], [])
    return text
  }

  private func line(_ name: String, _ fields: [String: String], was: String?) -> String {
    var pairs = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    if let was { pairs.append("was: \(was)") }
    return "  \(name): { \(pairs.joined(separator: ", ")) }\n"
  }
}
