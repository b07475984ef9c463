/// Everything read from the store at one moment, in one transaction.
package struct Snapshot: Sendable {
  /// The store's identity, made when it was created.
  package var storeID: String
  package var accounts: LiveAccounts
  /// Sorted by name.
  package var groups: [LiveGroup]
  /// Every domain of an account, an alias or a group's address.
  package var domains: Set<String> = []
  /// Former names that each account had, by account id.
  package var formerNames: [String: Set<Address>]
  /// Former names that each group had, by its name.
  package var formerGroupNames: [String: Set<String>]
  /// Leaver entries that a run has carried out, by the name they removed.
  package var spentLeavers: [Address: Set<String>]
  /// Approvals that a run has used up, by fingerprint; with the last run that did.
  package var spentApprovals: [String: Int] = [:]
  /// Sorted by name, then run.
  package var trash: [TrashItem]
  /// Runs that take others back, with those.
  package var undoing: [Int: Int] = [:]
  /// Removals of the last runs, oldest first; those allowed by name and those undone left out.
  package var removals: [PastRemovals]
  /// When runs began; nil before the first.
  package var runTimes: RunTimes?
  /// What the last apply knew; nil before the first.
  package var lastApplied: LastApplied?
  /// What the mail server locks accounts by; the standard before the first apply.
  package var lockout: Policy.Lockout { lastApplied?.lockout ?? Policy.Lockout() }
  /// Rows that could not be read, and are left out.
  package var damage: [DamagedRow] = []
  /// Mail homes that no row knows, inside those of accounts; as far as somebody has looked.
  package var strayHomes: [String] = []
  /// A run that stopped half-way; nil when there is none.
  package var unfinished: UnfinishedRun?

  package init(storeID: String) {
    self.storeID = storeID
    accounts = LiveAccounts()
    groups = []
    formerNames = [:]
    formerGroupNames = [:]
    spentLeavers = [:]
    trash = []
    removals = []
  }
}

extension Snapshot {
  /// True of what nobody can miss: an undo removed the account again, and it held no mail.
  package func isLeftover(_ item: TrashItem) -> Bool {
    item.mailbox.isEmpty && undoing[item.run] != nil
  }
}

/// How many accounts one finished run removed.
package struct PastRemovals: Hashable, Sendable {
  /// Seconds since 1970.
  package var at: Int64
  package var count: Int
  /// Owned accounts before the run.
  package var owned: Int

  package init(at: Int64, count: Int, owned: Int) {
    self.at = at
    self.count = count
    self.owned = owned
  }
}

/// What guards need of the manifest that was applied last.
package struct LastApplied: Hashable, Sendable {
  package var protected: [NamePattern]
  package var hold: TimeSpan
  /// `policy` as the text of a YAML mapping, for `export`; nil when there was none.
  package var policy: String?
  package var domain: String?
  /// What the mail server locks accounts by.
  package var lockout: Policy.Lockout

  package init(
    protected: [NamePattern] = [], hold: TimeSpan = .days(30), policy: String? = nil,
    domain: String? = nil, lockout: Policy.Lockout = Policy.Lockout()
  ) {
    self.protected = protected
    self.hold = hold
    self.policy = policy
    self.domain = domain
    self.lockout = lockout
  }
}

/// A run that stopped before it was closed.
package struct UnfinishedRun: Hashable, Sendable {
  package var number: Int
  package var operatorName: String
  package var started: Int64
  /// Steps confirmed, and steps in all.
  package var done: Int
  package var steps: Int
  /// Accounts still marked as leaving.
  package var leaving: [Address]
  /// Who carries it out at this moment, in words; nil when nobody holds the lock any more.
  package var holder: String?

  package init(
    number: Int, operatorName: String, started: Int64, done: Int, steps: Int, leaving: [Address],
    holder: String? = nil
  ) {
    self.holder = holder
    self.number = number
    self.operatorName = operatorName
    self.started = started
    self.done = done
    self.steps = steps
    self.leaving = leaving
  }
}

/// A removed account whose record and mail can still come back.
package struct TrashItem: Hashable, Sendable {
  package var name: Address
  /// The run that removed it; with the name it identifies the item: `NAME#RUN`.
  package var run: Int
  package var id: String
  /// Mail home relative to the mail root, as it was.
  package var home: String
  package var values: FieldValues
  package var mailbox: Mailbox
  package var reason: String?
  /// Seconds since 1970.
  package var removed: Int64
  /// End of hold, in seconds since 1970.
  package var heldUntil: Int64

  package init(
    name: Address, run: Int, id: String, home: String, values: FieldValues, mailbox: Mailbox,
    reason: String?, removed: Int64, heldUntil: Int64
  ) {
    self.name = name
    self.run = run
    self.id = id
    self.home = home
    self.values = values
    self.mailbox = mailbox
    self.reason = reason
    self.removed = removed
    self.heldUntil = heldUntil
  }

  /// `jsmith@school.example#7`.
  package var label: String { Self.label(name, run: run) }

  package static func label(_ name: Address, run: Int) -> String { "\(name)#\(run)" }

  /// The name of its folder in the trash: the label, or the id where a label is too long for one.
  package var folder: String { Self.folder(name, id: id, run: run) }

  package static func folder(_ name: Address, id: String, run: Int) -> String {
    let label = label(name, run: run)
    return label.utf8.count <= 200 ? label : "\(id)#\(run)"
  }
}
