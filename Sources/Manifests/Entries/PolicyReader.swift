import MailModel

/// Reads `policy`; a key that is left out or null keeps its default.
struct PolicyReader {
  private let domainNames: DomainNames
  private let table = KeyTable<PolicyKey>()
  private let lockoutTable = KeyTable<LockoutKey>()
  /// The patterns of `protected`, each with its place.
  private(set) var protected: [(pattern: NamePattern, place: Place)] = []

  init(_ domainNames: DomainNames) {
    self.domainNames = domainNames
  }

  mutating func read(_ tree: Tree, _ node: Int, list: DiagnosticList) -> Policy {
    let values = ValueReader(tree: tree, list: list)
    var policy = Policy()
    if tree.isNull(node) { return policy }
    for (key, _, value) in values.pairs(of: node, table, "policy") ?? []
    where !tree.isNull(value) {
      read(key, value, values, &policy)
    }
    return policy
  }

  private mutating func read(
    _ key: PolicyKey, _ node: Int, _ values: ValueReader, _ policy: inout Policy
  ) {
    switch key {
    case .mode:
      if let mode = word(node, "mode", Policy.Mode.allCases.map(\.rawValue), values) {
        policy.mode = Policy.Mode(rawValue: mode) ?? .additive
      }
    case .maxRemovals: policy.maxRemovals = removalLimit(node, values) ?? policy.maxRemovals
    case .seats: policy.seats = values.number(node, "seats")
    case .minimumAdmins:
      policy.minimumAdmins = values.number(node, "minimum-admins") ?? policy.minimumAdmins
    case .protected:
      protected = patterns(node, "protected", isOfDomains: false, values) ?? []
      policy.protected = protected.map(\.pattern)
    case .roleNames: policy.roleNames = roleNames(node, values)
    case .forwardDomains:
      policy.forwardDomains = patterns(node, "forward-domains", isOfDomains: true, values)?
        .map(\.pattern)
    case .hold:
      guard let hold = values.span(node, "hold") else { return }
      if hold < .days(1) { values.list.add(.holdTooShort(hold, at: values.place(node))) }
      policy.hold = hold
    case .lockout: readLockout(node, values, &policy.lockout)
    case .timeZone: policy.timeZone = timeZone(node, values)
    case .passwords:
      if word(node, "passwords", ["kept"], values) != nil { policy.keepsPasswords = true }
    }
  }

  private func word(
    _ node: Int, _ what: String, _ words: [String], _ values: ValueReader
  ) -> String? {
    if values.tree.kind(node) == .scalar {
      let text = values.tree.string(node)
      if words.contains(where: { $0.sameBytes(as: text) }) { return text }
    }
    values.reportType(node, what, words.joined(separator: " or "))
    return nil
  }

  /// `[10%, 50]`, either part alone, or one of them without the list.
  private func removalLimit(_ node: Int, _ values: ValueReader) -> Policy.RemovalLimit? {
    var limit = Policy.RemovalLimit(percent: nil, count: nil)
    let parts = values.tree.kind(node) == .sequence ? values.tree.children(of: node) : [node]
    for part in parts {
      let text = values.tree.kind(part) == .scalar ? values.tree.string(part) : ""
      if text.hasSuffix("%"), limit.percent == nil, let percent = Self.percent(text) {
        limit.percent = percent
      } else if !text.hasSuffix("%"), limit.count == nil,
        let count = values.number(part, "max-removals")
      {
        limit.count = count
      } else if text.hasSuffix("%") || limit.count != nil {
        values.list.add(.removalLimit(shown(text), at: values.place(part)))
        return nil
      } else {
        return nil
      }
    }
    if parts.isEmpty {
      values.list.add(.removalLimit("[]", at: values.place(node)))
      return nil
    }
    return limit
  }

  private static func percent(_ text: String) -> Int? {
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.count <= 3, digits.utf8.allSatisfy(\.isASCIIDigit),
      digits == "0" || !digits.hasPrefix("0"), let percent = Int(digits), percent <= 100
    else { return nil }
    return percent
  }

  private func patterns(
    _ node: Int, _ what: String, isOfDomains: Bool, _ values: ValueReader
  ) -> [(pattern: NamePattern, place: Place)]? {
    values.items(node, what)?.compactMap { item in
      let place = values.place(item)
      guard let text = values.name(item, "a pattern") else { return nil }
      if let diagnostic = Diagnostic.builtInPattern(text, at: place) {
        values.list.add(diagnostic)
        return nil
      }
      if let pattern = pattern(text, isOfDomains: isOfDomains) {
        let end = pattern.text.utf8.lastIndex(of: UInt8(ascii: "@"))
        guard isOfDomains, let end else { return (pattern, place) }
        // It would match no domain.
        let rest = String(pattern.text[end...].dropFirst())
        values.list.add(
          .domainWithAt(
            shown(text), domain: rest.isEmpty ? nil : NamePattern(rest), at: place))
        return nil
      }
      values.list.add(.invalidPattern(shown(text), at: place))
      return nil
    }
  }

  private func pattern(_ text: UnsafeRawBufferPointer, isOfDomains: Bool) -> NamePattern? {
    var bytes = Array(text)
    let at = bytes.lastIndex(of: UInt8(ascii: "@"))
    let start = at.map { $0 + 1 } ?? (isOfDomains ? 0 : bytes.endIndex)
    if InternationalDomain.concerns(bytes[start...]) {
      guard let domain = domainNames.canonicalPattern(Array(bytes[start...])) else { return nil }
      bytes.replaceSubrange(start..., with: domain)
    }
    let isPattern =
      !bytes.isEmpty
      && bytes.allSatisfy { $0.isASCIILetterOrDigit || "._-*@".utf8.contains($0) }
    return isPattern ? NamePattern(String(decoding: bytes, as: UTF8.self)) : nil
  }

  private func roleNames(_ node: Int, _ values: ValueReader) -> [String] {
    var name: [UInt8] = []
    return (values.items(node, "role-names") ?? []).compactMap { item in
      guard let text = values.name(item, "a role name") else { return nil }
      if Names.group(text, into: &name) { return String(decoding: name, as: UTF8.self) }
      values.list.add(.invalidName(text, "a role name", at: values.place(item)))
      return nil
    }
  }

  private func readLockout(
    _ node: Int, _ values: ValueReader, _ lockout: inout Policy.Lockout
  ) {
    for (key, _, value) in values.pairs(of: node, lockoutTable, "lockout") ?? []
    where !values.tree.isNull(value) {
      switch key {
      case .failures:
        guard let failures = values.number(value, "failures") else { continue }
        if failures == 0 {
          values.reportType(value, "failures", "at least 1")
        }
        lockout.failures = failures
      case .within: lockout.within = values.span(value, "within") ?? lockout.within
      case .lasts: lockout.lasts = values.span(value, "for") ?? lockout.lasts
      }
    }
  }

  private func timeZone(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.line(node, "time-zone") else { return nil }
    let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isZone = parts.allSatisfy { part in
      part.first?.isASCIILetterOrDigit == true
        && part.allSatisfy { $0.isASCIILetterOrDigit || "_+-".utf8.contains($0) }
    }
    let name = String(decoding: text, as: UTF8.self)
    if isZone, TimeZones.isKnown(name) { return name }
    values.list.add(.invalidTimeZone(shown(text), at: values.place(node)))
    return nil
  }
}

extension Diagnostic {
  fileprivate static func holdTooShort(_ hold: TimeSpan, at place: Place) -> Diagnostic {
    .error(
      "hold-too-short", "hold \(hold) is shorter than one day", at: place, help: "write 1d or more")
  }

  fileprivate static func removalLimit(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-limit", "max-removals can't be `\(text)`", at: place,
      help: "write a percentage, a count or both, as in [10%, 50]")
  }

  fileprivate static func invalidPattern(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-pattern", "`\(text)` is no name or pattern", at: place,
      help:
        "use letters, digits, `. _ - @` and `*` for any run of characters"
        + (text.utf8.allSatisfy { $0 < 0x80 } ? "" : "; beyond ASCII only whole labels of domains"))
  }

  fileprivate static func domainWithAt(_ text: String, domain: NamePattern?, at place: Place)
    -> Diagnostic
  {
    .error(
      "invalid-pattern", "`\(text)` is no domain", at: place,
      help: domain.map { "write \($0.listItem)" } ?? "write what stands behind the `@` of addresses"
    )
  }

  fileprivate static func invalidTimeZone(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-time-zone", "`\(text)` is no time zone", at: place, help: "write it as Europe/London"
    )
  }
}
