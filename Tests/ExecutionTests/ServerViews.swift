@testable import Stores

/// Who gets a message, found by walking the rows that the mail server's views give, and the text of
/// its scripts: nothing here knows what accounts and groups are.
final class ServerViews {
  private let directory: SQLDirectory<SQLiteConnection>
  private var receivers: Set<String> = []
  private var seen: [String: [Set<String>]] = [:]
  private var expanded: Set<String> = []
  private var asked = ""

  init(_ directory: SQLDirectory<SQLiteConnection>) {
    self.directory = directory
  }

  /// `deferred`, `unknown`, or who gets it.
  func answer(to address: String, from sender: String) throws -> [String] {
    receivers = []
    seen = [:]
    asked = address
    let base = Self.base(of: address)
    if try has("mail_hold", address) || has("mail_hold", base) { return ["deferred"] }
    if try !has("mail_route", base), try !has("mail_user", base) { return ["unknown"] }
    try expand(address, sender, [])
    return receivers.sorted()
  }

  private static func base(of address: String) -> String {
    guard let plus = address.firstIndex(of: "+"), let at = address.lastIndex(of: "@") else {
      return address
    }
    return String(address[..<plus] + address[at...])
  }

  /// What a script says for all sub-addresses of the same address.
  private static func pattern(of address: String) -> String {
    guard let plus = address.firstIndex(of: "+"), let at = address.lastIndex(of: "@") else {
      return address
    }
    return String(address[..<plus] + "+*" + address[at...])
  }

  private func rows(_ sql: String) throws -> [String] { try directory.all(sql) { $0.text(0) } }

  private func has(_ view: String, _ address: String) throws -> Bool {
    try !rows("SELECT address FROM \(view) WHERE address = '\(address)'").isEmpty
  }

  /// What Postfix's virtual aliases do.
  private func expand(_ address: String, _ sender: String, _ headers: Set<String>) throws {
    let name = Self.base(of: address)
    let key = "\(name) \(headers.sorted())"
    guard expanded.insert(key).inserted else { return }
    defer { expanded.remove(key) }
    let targets = try rows("SELECT target FROM mail_route WHERE address = '\(name)'")
    if targets.isEmpty {
      if try has("mail_user", name) { return try deliver(name, sender, headers) }
      let domain = address[
        address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...]
      if try rows("SELECT domain FROM mail_domain WHERE domain = '\(domain)'").isEmpty {
        receivers.insert("outside \(address)")
      }
      return
    }
    for target in targets {
      if target == name {
        try deliver(name, sender, headers)
      } else {
        try expand(target, sender, headers)
      }
    }
  }

  /// What Dovecot does with the script of a mailbox.
  private func deliver(_ name: String, _ sender: String, _ headers: Set<String>) throws {
    guard !seen[name, default: []].contains(headers) else { return }
    seen[name, default: []].append(headers)
    let script = try rows("SELECT script FROM mail_script WHERE address = '\(name)'").first ?? ""
    var isKept = true
    // The end of a block that is not for this message.
    var skipped: String?
    for line in script.split(separator: "\n").map(String.init) {
      if let end = skipped {
        if line == end { skipped = nil }
      } else if line.hasPrefix("if header :matches") {
        if Self.lists(in: line)[0].isDisjoint(with: headers) { skipped = "}" }
      } else if line.hasPrefix("if not anyof (allof (envelope") {
        let lists = Self.lists(in: line)
        if lists[0].contains(sender) || !lists[1].isDisjoint(with: headers) { skipped = "}" }
      } else if line.hasPrefix("if allof (not envelope") {
        if Self.lists(in: line)[0].contains(sender) { skipped = "}" }
      } else if line.hasPrefix("  if allof (address") {
        let patterns = Self.lists(in: line)[1]
        if !patterns.contains(asked), !patterns.contains(Self.pattern(of: asked)) {
          skipped = "  }"
        }
      } else if line.hasPrefix("  redirect :copy \"") {
        let target = String(line.split(separator: "\"")[1].replacing("${again}", with: ""))
        try expand(target, sender, headers.union([name]))
      } else if line.hasSuffix("discard;") {
        isKept = false
      } else if line.hasSuffix("stop;") {
        break
      }
    }
    if isKept { receivers.insert("mailbox \(name)") }
  }

  /// The lists of strings in a line of a script.
  private static func lists(in line: String) -> [Set<String>] {
    line.split(separator: "[").dropFirst().map { part in
      Set(
        part.prefix { $0 != "]" }.split(separator: ",").map { $0.filter { !"\" ".contains($0) } })
    }
  }
}
