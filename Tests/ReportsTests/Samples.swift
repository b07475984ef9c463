import MailModel
import Planning

/// Plans and runs that the goldens show.
enum Samples {
  static func address(_ name: String) -> Address {
    Address(canonical: "\(name)@school.example")
  }

  static func change(
    _ action: Change.Action, _ name: String, _ fields: [FieldChange] = [],
    kind: Change.Kind = .account, line: Int = 3
  ) -> Change {
    var change = Change(
      action, kind, kind == .account ? address(name).text : name, fields: fields)
    change.source = Place(file: "rollbook.yaml", line: line, column: 3)
    return change
  }

  static func plan(
    _ changes: [Change], _ findings: [Finding] = [], held: [Address] = [], unchanged: Int = 97,
    unmanaged: Int = 0, owned: Int = 100
  ) -> Plan {
    var summary = Plan.Summary()
    for change in changes {
      switch change.action {
      case .add: summary.add += 1
      case .edit: summary.edit += 1
      case .rename: summary.rename += 1
      case .adopt: summary.adopt += 1
      case .remove: summary.remove += 1
      }
    }
    summary.unchanged = unchanged
    summary.unmanaged = unmanaged
    return Plan(
      manifestDigest: "sha256:aa", sources: [], storeID: "store-1", changes: changes,
      findings: findings, summary: summary, ownedBefore: owned, heldRemovals: held,
      appliedState: AppliedState(lastApplied: LastApplied()))
  }

  static var lockout: LockoutChange? {
    var before = Policy.Lockout()
    before.failures = 1
    before.within = TimeSpan(seconds: 20)
    before.lasts = TimeSpan(seconds: 15)
    return LockoutChange(from: before, to: Policy.Lockout())
  }

  static let away = Autoresponder(
    subject: "Out of office", message: "I am away until 5 January.\nAsk the office.\n",
    from: Day("2026-12-18"), until: Day("2027-01-04"))

  /// Every action, every field, every kind of finding but a refusal.
  static var term: Plan {
    var plan = plan(
      [groupAdded, groupEdited, groupRenamed, added, edited, renamed, adopted] + removals, findings,
      held: [address("late")], unmanaged: 3)
    plan.lockout = lockout
    return plan
  }

  static var groupAdded: Change {
    change(
      .add, "year-7",
      [
        FieldChange(.enabled, before: nil, after: .flag(true), ownership: .taken),
        FieldChange(.comment, before: nil, after: .text("Entry 2026"), ownership: .taken),
        FieldChange(.address, before: nil, after: .address(address("year-7")), ownership: .taken),
      ], kind: .group)
  }

  static var groupEdited: Change {
    change(
      .edit, "staff",
      [FieldChange(.address, before: .address(address("all")), after: .nothing)], kind: .group)
  }

  static var groupRenamed: Change {
    var change = change(
      .rename, "form-8",
      [FieldChange(.comment, before: .text("Entry 2025"), after: .text("Entry 2026"))],
      kind: .group)
    change.formerName = "form-7"
    change.members = 28
    return change
  }

  static var added: Change {
    let values: [(Field, FieldValue)] = [
      (.name, .text("Zoë Weiß")), (.group, .text("year-7")), (.admin, .flag(false)),
      (.enabled, .flag(true)), (.comment, .text("")), (.quota, .quota(Quota(bytes: 500 << 20))),
      (.aliases, .addresses([address("zoe"), address("zw")])),
      (.password, .secret(Secret("{BLF-CRYPT}$2y$10$geheim"))),
      (.assistant, .assistant(Assistant(targets: [address("pa")], isOnly: true))),
      (
        .forward,
        .forwarding(Forwarding(targets: [address("x")], keepsCopy: false, isEnabled: false))
      ),
      (.autoresponder, .autoresponder(away)), (.protect, .flag(true)),
    ]
    var change = change(
      .add, "zoe.weiss",
      values.map { FieldChange($0.0, before: nil, after: $0.1, ownership: .taken) }, line: 40)
    var extra = DesiredAccounts.Extra()
    extra.initialPassword = .generate
    extra.mail = .fresh
    change.extra = extra
    return change
  }

  static var edited: Change {
    var later = away
    later.message = "I am away until 5 January.\nAsk Ms Lee.\n"
    later.until = Day("2027-01-11")
    later.keepsOriginal = false
    return change(
      .edit, "head",
      [
        FieldChange(.name, before: .text("Jose\u{301}"), after: .text("Jos\u{E9}")),
        FieldChange(.group, before: .nothing, after: .text("staff"), ownership: .taken),
        FieldChange(.admin, before: .flag(false), after: .flag(true)),
        FieldChange(.enabled, before: .flag(true), after: .flag(true), ownership: .dropped),
        FieldChange(.comment, before: .text("old"), after: .text("a \"b\" \u{1B}[2J\u{202E}")),
        FieldChange(.quota, before: .quota(Quota(bytes: 1 << 30)), after: .quota(.unlimited)),
        FieldChange(
          .aliases, before: .addresses([address("a"), address("b")]),
          after: .addresses([address("b"), address("c")])),
        FieldChange(
          .password, before: .secret(Secret("{BLF-CRYPT}$2y$10$eins")),
          after: .secret(Secret("{BLF-CRYPT}$2y$10$zwei")), ownership: .taken),
        FieldChange(
          .assistant, before: .assistant(Assistant(targets: [address("pa")])),
          after: .assistant(Assistant(targets: [address("pb")], isOnly: true))),
        FieldChange(
          .forward, before: .forwarding(Forwarding(targets: [address("x")])), after: .nothing,
          ownership: .dropped),
        FieldChange(.autoresponder, before: .autoresponder(away), after: .autoresponder(later)),
        FieldChange(.protect, before: .flag(true), after: .flag(false)),
      ], line: 31)
  }

  static var renamed: Change {
    var change = change(
      .rename, "anna.new", [FieldChange(.name, before: .text("Anna Old"), after: .text("Anna New"))]
    )
    change.formerName = address("anna.old").text
    return change
  }

  static var adopted: Change {
    change(
      .adopt, "wild",
      [
        FieldChange(.name, before: .text("Wild"), after: .text("Wild"), ownership: .taken),
        FieldChange(.group, before: .text("x"), after: .text("staff"), ownership: .taken),
        FieldChange(
          .quota, before: .quota(.unlimited), after: .quota(.unlimited), ownership: .taken),
      ])
  }

  static var removals: [Change] {
    var purged = change(.remove, "bjones")
    purged.removal = Removal(
      purges: true, reason: "left 2026-07-20", leaver: "account bjones",
      mailbox: Mailbox(inbox: 10, messages: 12, bytes: 348_160, newest: 1_784_452_320))
    var one = change(.remove, "csmith")
    one.removal = Removal(
      leaver: "account csmith", mailbox: Mailbox(inbox: 1, messages: 1, bytes: 900, newest: 0))
    var unlisted = change(.remove, "dlee")
    unlisted.source = nil
    unlisted.removal = Removal()
    var group = change(.remove, "year-13", kind: .group)
    group.source = nil
    return [purged, one, unlisted, group]
  }

  static var findings: [Finding] {
    [
      Finding(
        "mailbox-not-empty", .allowed, subject: address("bjones").text, measured: 12, limit: 0,
        message: "bjones@school.example still holds 12 messages"),
      Finding("minimum-admins", .passed, measured: 2, limit: 1, message: "2 administrators stay"),
      Finding(
        "recently-active", .warning, subjects: [address("bjones").text, address("csmith").text],
        measured: 2, limit: 0, base: 3, message: "2 mailboxes were in use in the last 14 days"),
    ]
  }

  /// Refused by a count of twelve, by one account, and by what nothing can allow.
  static var refused: Plan {
    let names = (1...12).map { address("leaver\($0 < 10 ? "0" : "")\($0)").text }
    return plan(
      [removals[0]],
      [
        Finding(
          "mailbox-not-empty", .refused, subject: address("csmith").text, measured: 3, limit: 0,
          base: 3, message: "csmith@school.example still holds 3 messages",
          allow: "purge: true on that leaver"),
        Finding("built-in", .passed, measured: 0, limit: 0, message: "no built-in is touched"),
        Finding(
          "removal-limit", .refused, subjects: names, measured: 12, limit: 10, base: 104,
          message: "12 accounts would be removed", allow: "--allow removal-limit:12"),
        Finding(
          "operator", .refused, subject: address("head").text, measured: 1, limit: 0,
          message: "head@school.example runs this plan and would lose admin"),
      ], owned: 104)
  }
}
