import MailModel

extension SQLDirectoryWriter {
  /// Writes the run's row and its steps.
  func record(_ batch: RunBatch) throws(StoreError) -> Int {
    let start = batch.start
    let run =
      try connection.statement(
        """
        INSERT INTO run (kind, operator, host, pid, started, manifest_digest, commit_id, is_dirty,
          owned_before, undoes, saved_plan, allowances, counts, changes, findings,
          lockout)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
        """
      ).first(
        .text(start.kind.rawValue), .text(start.operatorName), .text(start.host),
        .integer(Int64(start.pid)), .integer(start.started), .text(start.manifestDigest),
        .optional(start.commit), .flag(start.isDirty), .number(start.ownedBefore),
        .optional(start.undoes.map(Int64.init)), .optional(start.savedPlan),
        .text(start.allowances.joined(separator: "\n")),
        .text(start.counts.map(String.init).joined(separator: " ")), .optional(start.changes),
        .optional(start.findings), .optional(start.lockout)
      ) { $0.number(0) } ?? 0
    for step in batch.steps {
      let mailbox = step.mailbox
      try write(
        """
        INSERT INTO run_step (run, number, account, id, home, reason, leaver, held_until, inbox,
          messages, bytes, newest, state, effect)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .number(run), .number(step.number), .text(step.account.text), .text(step.id),
        .text(step.home), .optional(step.reason), .optional(step.leaver),
        .integer(step.heldUntil), .number(mailbox.inbox), .number(mailbox.messages),
        .integer(mailbox.bytes), .optional(mailbox.newest), .text(step.state.rawValue),
        .text(step.effect.rawValue))
    }
    try spend(start.approvals, run)
    try keepPasswords(of: batch, run)
    return run
  }

  private func spend(_ approvals: [Approval], _ run: Int) throws(StoreError) {
    for approval in approvals {
      try write(
        """
        INSERT INTO spent_approval (run, fingerprint, guard, value, until_day, plan, given_by, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .number(run), .text(approval.fingerprint), .text(approval.consent.guardName),
        .text(approval.consent.value), .optional(approval.until?.description),
        .optional(approval.plan), .text(approval.by), .text(approval.reason))
    }
  }

  /// Keeps what an undo needs, and forgets what no undo may use any more.
  private func keepPasswords(of batch: RunBatch, _ run: Int) throws(StoreError) {
    try write("DELETE FROM former_password WHERE held_until <= ?", .integer(batch.start.started))
    for password in batch.formerPasswords {
      try write(
        """
        INSERT INTO former_password (run, id, before, after, held_until) VALUES (?, ?, ?, ?, ?)
        """,
        .number(run), .text(password.id), .optional(password.before?.revealed),
        .optional(password.after?.revealed), .integer(batch.passwordsHeldUntil))
    }
  }

  func announce(_ step: Int, of run: Int, mailbox: Mailbox) throws(StoreError) {
    try effect { () throws(StoreError) in
      try openStep(step, of: run)
      try write(
        """
        UPDATE run_step SET state = 'announced', inbox = ?, messages = ?, bytes = ?, newest = ?
        WHERE run = ? AND number = ?
        """,
        .number(mailbox.inbox), .number(mailbox.messages), .integer(mailbox.bytes),
        .optional(mailbox.newest), .number(run), .number(step))
    }
  }

  func holdBack(_ step: Int, of run: Int) throws(StoreError) {
    try effect { () throws(StoreError) in
      let journal = try openStep(step, of: run)
      switch journal.effect {
      case .restore: try dropReturning("id = ?", .text(journal.id))
      case .removal, .erasure, .adoption:
        try write("UPDATE account SET is_leaving = 0 WHERE id = ?", .text(journal.id))
      }
      try write(
        "UPDATE run_step SET state = 'held-back' WHERE run = ? AND number = ?", .number(run),
        .number(step))
    }
  }

  func close(_ run: Int, outcome: RunRecord.Outcome, at time: Int64) throws(StoreError) {
    try effect { () throws(StoreError) in
      let closed = try write(
        "UPDATE run SET outcome = ?, finished = ? WHERE number = ?", .text(outcome.rawValue),
        .integer(time), .number(run))
      guard closed == 1 else { throw .conflict("there is no run \(run)") }
      try dropReturning(
        """
        id IN (SELECT id FROM run_step WHERE run = ? AND state IN ('due', 'announced')
          AND effect = 'restore')
        """, .number(run))
      try write(
        """
        UPDATE account SET is_leaving = 0 WHERE is_leaving = 1 AND id IN
          (SELECT id FROM run_step WHERE run = ? AND state IN ('due', 'announced'))
        """,
        .number(run))
      try dropStrayMarks()
      try write(
        """
        UPDATE run_step SET state = 'given-up'
        WHERE run = ? AND state IN ('due', 'announced')
        """,
        .number(run))
      // By it an erasure that was cut off knew the names it was given.
      try write(
        """
        UPDATE run_step SET leaver = NULL WHERE run = ? AND leaver IS NOT NULL
          AND EXISTS (SELECT 1 FROM run WHERE number = run_step.run AND kind = 'empty')
        """,
        .number(run))
    }
    let isErasure = try connection.statement("SELECT kind = 'empty' FROM run WHERE number = ?")
      .first(.number(run)) { $0.flag(0) }
    // The run is closed whether or not a reader is in the way.
    if isErasure == true { try? connection.forget() }
  }

  /// A mark outlives no run, whatever somebody made of its steps or accounts by hand: mail to the
  /// account would wait for ever.
  func dropStrayMarks() throws(StoreError) {
    try write(
      """
      UPDATE account SET is_leaving = 0 WHERE is_leaving = 1
        AND NOT EXISTS (SELECT 1 FROM run WHERE outcome = 'unfinished')
      """)
  }

  /// The step, when it is neither done nor given up.
  @discardableResult
  func openStep(_ step: Int, of run: Int) throws(StoreError) -> JournalStep {
    let journal = try knownStep(step, of: run)
    try journal.checkOpen(of: run)
    return journal
  }

  /// The step, whatever its state.
  func knownStep(_ step: Int, of run: Int) throws(StoreError) -> JournalStep {
    guard let journal = try reader.step(step, of: run) else {
      throw .conflict("there is no step \(step) of run \(run)")
    }
    return journal
  }

  /// Marks a step as done.
  func finish(_ step: JournalStep, of run: Int) throws(StoreError) {
    // Stores of before schema 4 note what a step does when it is done.
    try write(
      "UPDATE run_step SET state = 'done', effect = ? WHERE run = ? AND number = ?",
      .text(step.effect.rawValue), .number(run), .number(step.number))
  }
}
