import MailModel

/// Reads `approvals`: consent to what a guard refuses, each entry good for one run.
struct ApprovalReader {
  private let table = KeyTable<ApprovalKey>()
  private var name: [UInt8] = []

  init() {}

  mutating func read(_ tree: Tree, _ node: Int, into draft: inout ManifestBuilder) {
    let values = ValueReader(tree: tree, list: draft.list)
    if tree.isNull(node) { return }
    var places: [Approval: Place] = [:]
    for item in values.items(node, "approvals") ?? [] {
      guard let approval = approval(item, values, &draft) else { continue }
      if let first = places[approval] {
        draft.list.add(.duplicateApproval(at: values.place(item), first: first))
        continue
      }
      places[approval] = values.place(item)
      draft.manifest.approvals.append(approval)
    }
  }

  private mutating func approval(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Approval? {
    guard let pairs = values.pairs(of: node, table, "an approval") else { return nil }
    let nodes = Dictionary(
      pairs.filter { !values.tree.isNull($0.value) }.map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let consent = consent(node, nodes, values, &draft)
    let until = nodes[.until].flatMap { values.day($0, "until") }
    let plan = nodes[.plan].flatMap { digest($0, values) }
    if nodes[.until] == nil, nodes[.plan] == nil {
      values.list.add(.missingKey("until` or `plan", of: "an approval", at: values.place(node)))
    }
    let by = line(.by, "by", node, nodes, values)
    let reason = line(.reason, "reason", node, nodes, values)
    guard let consent, let by, let reason, until != nil || plan != nil else { return nil }
    return Approval(consent, until: until, plan: plan, by: by, reason: reason)
  }

  private mutating func consent(
    _ node: Int, _ nodes: [ApprovalKey: Int], _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Consent? {
    guard let rule = nodes[.rule] else {
      values.list.add(.missingKey("guard", of: "an approval", at: values.place(node)))
      return nil
    }
    guard let text = values.name(rule, "guard") else { return nil }
    let guardName = String(decoding: text, as: UTF8.self)
    if let figure = Consent.Figure(rawValue: guardName) {
      if let name = nodes[.name] {
        values.list.add(.approvalSubject(guardName, "count", at: values.place(name)))
      }
      guard let count = nodes[.count] else {
        values.list.add(.missingKey("count", of: "an approval", at: values.place(node)))
        return nil
      }
      return values.number(count, "count").map { .figure(figure, atMost: $0) }
    }
    guard let subject = Consent.Subject(rawValue: guardName) else {
      values.list.add(.notAllowable(guardName, at: values.place(rule)))
      return nil
    }
    if let count = nodes[.count] {
      values.list.add(.approvalSubject(guardName, "name", at: values.place(count)))
    }
    guard let found = nodes[.name] else {
      values.list.add(.missingKey("name", of: "an approval", at: values.place(node)))
      return nil
    }
    return self.name(found, of: subject, values, &draft).map { .subject(subject, name: $0) }
  }

  /// A day, a group's name in lower case, an account's address, a file's as the refusal prints it.
  private mutating func name(
    _ node: Int, of subject: Consent.Subject, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> String? {
    switch subject {
    case .clock:
      return values.day(node, "name")?.description
    case .shrunkenSource:
      return values.line(node, "name").map { String(decoding: $0, as: UTF8.self) }
    case .groupEmptied:
      guard let text = values.name(node, "name") else { return nil }
      guard Names.group(text, into: &name) else {
        values.list.add(.invalidName(text, "a group name", at: values.place(node)))
        return nil
      }
      return String(decoding: name, as: UTF8.self)
    case .personChanged:
      guard let text = values.name(node, "name") else { return nil }
      switch Names.account(text, in: draft, into: &name) {
      case .fine: return String(decoding: name, as: UTF8.self)
      case .invalid:
        values.list.add(.invalidName(text, "an account name", at: values.place(node)))
      case .missingDomain: draft.reportMissingDomain(text, at: values.tree.place(node))
      }
      return nil
    }
  }

  private func line(
    _ key: ApprovalKey, _ what: StaticString, _ node: Int, _ nodes: [ApprovalKey: Int],
    _ values: ValueReader
  ) -> String? {
    guard let found = nodes[key] else {
      values.list.add(.missingKey("\(what)", of: "an approval", at: values.place(node)))
      return nil
    }
    guard let text = values.line(found, what) else { return nil }
    if text.isEmpty {
      values.list.add(.emptyText("\(what)", at: values.place(found)))
      return nil
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func digest(_ node: Int, _ values: ValueReader) -> String? {
    guard let text = values.name(node, "plan") else { return nil }
    let head = "sha256:".utf8
    let digits = text.dropFirst(head.count)
    if text.starts(with: head), digits.count == 64,
      digits.allSatisfy({ $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= $0 })
    {
      return String(decoding: text, as: UTF8.self)
    }
    values.list.add(.invalidDigest(shown(text), at: values.place(node)))
    return nil
  }
}

extension Diagnostic {
  fileprivate static func notAllowable(_ guardName: String, at place: Place) -> Diagnostic {
    let near = Spelling.nearest(to: guardName, among: Consent.guardNames)
    return .error(
      "not-allowable", "`\(shown(guardName))` is no guard that an approval can allow", at: place,
      help: near.map { "did you mean `\($0)`?" }
        ?? "these can be allowed: \(Consent.guardNames.joined(separator: ", "))")
  }

  fileprivate static func approvalSubject(
    _ guardName: String, _ key: String, at place: Place
  ) -> Diagnostic {
    .error(
      "approval-subject", "what \(guardName) refuses is approved by `\(key)`", at: place,
      help: key == "count"
        ? "write `count:` and the highest figure that may pass"
        : "write `name:` and the name that the refusal prints")
  }

  fileprivate static func invalidDigest(_ text: String, at place: Place) -> Diagnostic {
    .error(
      "invalid-digest", "plan is no digest: `\(text)`", at: place,
      help: "copy it from the refusal of `rollbook plan`: sha256: and 64 digits")
  }

  fileprivate static func duplicateApproval(at place: Place, first: Place) -> Diagnostic {
    .error(
      "duplicate-approval", "the same approval stands here twice", at: place,
      notes: [Note("first given here", at: first)],
      help: "one run uses up both; take one away, or give each its own reason")
  }
}
