import MailModel

extension InMemoryDirectory {
  package func confirmRemoval(
    _ step: Int, of run: Int, at time: Int64
  ) throws(StoreError) {
    try effect("confirmRemoval") { state throws(StoreError) in
      let journal = try state.step(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      let account = try state.leavingAccount(of: journal)
      let name = journal.account
      state.trash.removeAll { $0.name == name && $0.run == run }
      state.trash.append(
        TrashItem(
          name: name, run: run, id: journal.id, home: journal.home,
          values: account?.values ?? FieldValues(), mailbox: journal.mailbox,
          reason: journal.reason, removed: time, heldUntil: journal.heldUntil))
      if let leaver = journal.leaver { state.spentLeavers[name, default: []].insert(leaver) }
      if account != nil { state.accounts[name] = nil }
      state.removals.insert(InMemoryState.StepKey(run: run, id: journal.id))
      state.change(step, of: run) { $0.state = .done }
    }
  }

  package func confirmRestore(
    _ item: TrashItem, step: Int, of run: Int
  ) throws(StoreError) {
    try effect("confirmRestore") { state throws(StoreError) in
      let journal = try state.step(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      try state.takeFromTrash(item)
      guard let account = state.accounts[journal.account], account.id == journal.id,
        account.home == journal.home
      else { throw .conflict("account \(journal.account) is not as it was to come back") }
      state.accounts[journal.account]?.isLeaving = false
      state.removals.remove(InMemoryState.StepKey(run: item.run, id: item.id))
      state.change(step, of: run) { $0.state = .done }
    }
  }

  package func confirmErasure(
    _ item: TrashItem, step: Int, of run: Int
  ) throws(StoreError) {
    try effect("confirmErasure") { state throws(StoreError) in
      let journal = try state.step(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      try state.takeFromTrash(item)
      state.formerNames[item.id] = nil
      state.change(step, of: run) { $0.state = .done }
    }
  }

  package func confirmAdoption(
    _ item: TrashItem?, step: Int, of run: Int
  ) throws(StoreError) {
    try effect("confirmAdoption") { state throws(StoreError) in
      let journal = try state.step(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      if let item {
        state.givenIDs.insert(item.id)
        state.trash.append(item)
      }
      state.change(step, of: run) { $0.state = .done }
    }
  }
}

extension InMemoryDirectory {
  package func redact(_ redaction: Redaction) throws(StoreError) {
    try effect("redact") { state in
      for run in state.runs.indices {
        for step in state.runs[run].steps.indices
        where state.runs[run].steps[step].id == redaction.id {
          state.runs[run].steps[step].account = Redaction.name(of: redaction.id)
          state.runs[run].steps[step].home = redaction.id
          state.runs[run].steps[step].reason = nil
          state.runs[run].steps[step].leaver = nil
        }
        state.formerPasswords[run + 1]?.byID[redaction.id] = nil
      }
      for journal in redaction.journals {
        state.runs[journal.run - 1].start.changes = journal.changes
        state.runs[journal.run - 1].start.findings = journal.findings
        if let allowances = journal.allowances {
          state.runs[journal.run - 1].start.allowances = allowances
        }
      }
      for name in redaction.names {
        state.spentLeavers[name] = nil
        state.forget(name, as: Redaction.name(of: redaction.id))
      }
    }
  }
}

extension InMemoryState {
  /// The account that a step lets go; nil where it is gone already.
  fileprivate func leavingAccount(of step: JournalStep) throws(StoreError) -> Account? {
    let found = accounts.first { $0.value.id == step.id || $0.value.home == step.home }
    guard let (name, account) = found else { return nil }
    guard account.isLeaving, account.id == step.id, account.home == step.home, name == step.account
    else { throw .conflict("account \(step.account) is not leaving") }
    return account
  }

  /// Takes a name out of the approvals that runs have used; they stay used up.
  fileprivate mutating func forget(_ name: Address, as other: Address) {
    for run in runs.indices {
      for index in runs[run].start.approvals.indices {
        let approval = runs[run].start.approvals[index]
        guard case .subject(let subject, let value) = approval.consent,
          value.sameBytes(as: name.text)
        else { continue }
        namelessApprovals[approval.fingerprint] = runs[run].number
        runs[run].start.approvals[index].consent = .subject(subject, name: other.text)
      }
    }
  }

  fileprivate mutating func takeFromTrash(_ item: TrashItem) throws(StoreError) {
    guard
      let index = trash.firstIndex(where: {
        $0.name == item.name && $0.run == item.run && $0.id == item.id
      })
    else { throw .conflict("\(item.label) is not in the trash") }
    trash.remove(at: index)
  }
}
