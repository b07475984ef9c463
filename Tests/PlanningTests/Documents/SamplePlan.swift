import MailModel
import Planning

/// A plan that has every key a plan document can have.
enum SamplePlan {
  static let hash = "{SHA512-CRYPT}$6$salt$secret"
  static let initialHash = "{SHA512-CRYPT}$6$salt$other"

  static var everything: Plan {
    var summary = Plan.Summary()
    summary.add = 1
    summary.edit = 2
    summary.rename = 3
    summary.adopt = 4
    summary.remove = 5
    summary.unchanged = 6
    summary.unmanaged = 7
    var plan = Plan(
      manifestDigest: "sha256:aa",
      sources: [Manifest.Source(path: "rollbook.yaml", digest: "sha256:bb", entries: 214)],
      storeID: "store-1", changes: [groupRename, add, edit, rename, comeback, remove],
      findings: findings,
      summary: summary, ownedBefore: 103, heldRemovals: [address("held")],
      appliedState: AppliedState(
        lastApplied: LastApplied(
          protected: [NamePattern("svc-*")], hold: .days(45), policy: "seats: 250\n",
          domain: "school.example"),
        accountSources: [address("ada"): "rollbook.yaml", address("bjones"): nil],
        groupSources: ["staff": "rollbook.yaml", "gone": nil]))
    plan.lockout = lockout
    plan.policy.seats = 250
    plan.policy.forwardDomains = [NamePattern("*.gov.uk")]
    plan.policy.ownDomains = ["school.example"]
    plan.domains = [DomainChange("trust.example", .begins)]
    plan.policy.timeZone = "Europe/London"
    plan.policy.assertions.reaches = [Assertions.Reach(address("head"), mailboxes: 2)]
    plan.policy.assertions.noExternal = [.group("year-7"), .account(address("exams"))]
    plan.delivery = [delivery]
    plan.declaredGroups = ["staff"]
    plan.undoes = 7
    return plan
  }

  private static var lockout: LockoutChange? {
    var before = Policy.Lockout()
    before.failures = 3
    return LockoutChange(from: before, to: Policy.Lockout())
  }

  private static var delivery: DeliveryChange {
    let outside = Route.Receiver.outside(Address(canonical: "x@home.example"))
    let mailbox = Route.Receiver.mailbox(address("head"))
    var change = DeliveryChange(
      address: address("head"),
      before: .init(answer: .delivered, count: 1, receivers: [mailbox, outside]),
      after: .init(answer: .delivered, count: 1, receivers: [mailbox, outside]),
      gains: [mailbox, outside],
      loses: [mailbox, outside], gained: 30, lost: 21)
    change.renamed = [address("head"): address("chief")]
    return change
  }

  static var empty: Plan {
    Plan(
      manifestDigest: "", sources: [], storeID: "", changes: [], findings: [],
      summary: Plan.Summary(), ownedBefore: 0, heldRemovals: [],
      appliedState: AppliedState(lastApplied: LastApplied()))
  }

  static func address(_ name: String) -> Address {
    Address(canonical: "\(name)@school.example")
  }

  /// Adds an account with each field's fullest value.
  static var add: Change {
    let values: [(Field, FieldValue)] = [
      (.name, .text("Ada é 漢 / \"L\"")), (.group, .text("staff")), (.admin, .flag(true)),
      (.enabled, .flag(false)), (.comment, .text("")), (.quota, .quota(Quota(bytes: 10 << 30))),
      (.aliases, .addresses([address("a"), address("b")])), (.password, .secret(Secret(hash))),
      (.assistant, .assistant(Assistant(targets: [address("pa")], isOnly: true))),
      (
        .forward,
        .forwarding(Forwarding(targets: [address("x")], keepsCopy: false, isEnabled: false))
      ),
      (
        .autoresponder,
        .autoresponder(
          Autoresponder(
            subject: "Out", message: "I am away.\nBack soon.\n", from: Day("2026-12-18"),
            until: Day("2027-01-04"), every: .days(3), keepsOriginal: false))
      ),
      (.protect, .flag(true)),
    ]
    var change = Change(
      .add, .account, "ada@school.example",
      fields: values.map { FieldChange($0.0, before: nil, after: $0.1, ownership: .taken) },
      owned: .ofAccount)
    var extra = DesiredAccounts.Extra()
    extra.was = address("ada.old")
    extra.initialPassword = .hash(Secret(initialHash))
    extra.mail = .restore
    change.extra = extra
    change.source = Place(file: "rollbook.yaml", line: 31, column: 3)
    return change
  }

  static var edit: Change {
    var change = Change(
      .edit, .account, "head@school.example",
      fields: [
        FieldChange(.quota, before: .quota(Quota(bytes: 1 << 30)), after: .quota(.unlimited)),
        FieldChange(.group, before: .nothing, after: .text("staff"), ownership: .taken),
        FieldChange(
          .password, before: .secret(Secret(hash)), after: .secret(Secret(hash)),
          ownership: .dropped),
        FieldChange(.comment, before: .text(""), after: .text(""), ownership: .taken),
      ]
        + [Field.assistant, .forward, .autoresponder].compactMap { field in
          add[field].map { FieldChange(field, before: $0.after, after: .nothing) }
        }, owned: FieldSet([.quota, .group, .comment]))
    change.id = "k3v9x2ma"
    change.precondition = "sha256:cc"
    return change
  }

  static var rename: Change {
    var change = Change(.rename, .account, "new@school.example")
    change.formerName = "old@school.example"
    change.id = "k3v9x2mb"
    change.ownership = .taken
    return change
  }

  static var comeback: Change {
    var change = Change(
      .adopt, .account, "back@school.example",
      fields: [
        FieldChange(.name, before: .text("Bo"), after: .text("Bo"), ownership: .taken)
      ],
      owned: FieldSet([.name]))
    change.id = "k3v9x2mc"
    change.restores = "back@school.example#7"
    change.removal = Removal(mailbox: Mailbox(inbox: 1, messages: 1, bytes: 10))
    return change
  }

  static var groupRename: Change {
    var change = Change(.rename, .group, "form-8")
    change.formerName = "form-7"
    change.members = 28
    return change
  }

  static var remove: Change {
    var change = Change(.remove, .account, "bjones@school.example")
    change.removal = Removal(
      purges: true, reason: "left 2026-07-20", leaver: "account bjones@school.example purge left",
      mailbox: Mailbox(inbox: 10, messages: 12, bytes: 348_160, newest: 1_784_452_320))
    return change
  }

  static var findings: [Finding] {
    [
      Finding(
        "mailbox-not-empty", .allowed, subject: "bjones@school.example", measured: 12, limit: 0,
        base: 12, message: "bjones@school.example still holds 12 messages",
        allow: "purge: true on that leaver"),
      Finding(
        "removal-limit", .passed, subjects: ["bjones@school.example"], measured: 1, limit: 10,
        base: 103, message: "1 account would be removed"),
      approved(
        "edit-limit",
        Approval(
          .figure(.editLimit, atMost: 40), until: Day("2026-12-01"), by: "grace", reason: "moving")),
      approved(
        "group-emptied",
        Approval(
          .subject(.groupEmptied, name: "year-13"), plan: "sha256:12", by: "grace",
          reason: "leavers")),
    ]
  }

  private static func approved(_ guardName: String, _ approval: Approval) -> Finding {
    var finding = Finding(
      guardName, .allowed, measured: 31, limit: 30, base: 103,
      message: "too many; approved by \(approval.by): \(approval.reason)")
    finding.unit = "accounts"
    finding.approval = approval
    return finding
  }
}
