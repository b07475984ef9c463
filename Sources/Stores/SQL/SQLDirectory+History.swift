import MailModel

extension SQLDirectory {
  func runRecords() throws(StoreError) -> (runs: [RunRecord], damage: [DamagedRow]) {
    var damage: [DamagedRow] = []
    let runs = try readable(
      "SELECT \(RunColumns.list) FROM run ORDER BY number DESC", &damage
    ) { row throws(StoreError) in try record(row) }
    return (runs, damage)
  }

  func runRecord(_ number: Int) throws(StoreError) -> RunRecord? {
    let sql = "SELECT \(RunColumns.list), changes, findings FROM run WHERE number = ?"
    let found = try connection.statement(sql).first(.number(number)) { row throws(StoreError) in
      var record = try record(row)
      record.start.changes = row.optionalText(RunColumns.count)
      record.start.findings = row.optionalText(RunColumns.count + 1)
      return record
    }
    guard var record = found else { return nil }
    record.start.approvals = try approvals(of: number)
    let steps = "\(Self.stepQuery) WHERE run = ? ORDER BY number"
    try connection.statement(steps).each(.number(number)) { row throws(StoreError) in
      record.steps.append(try step(row))
    }
    return record
  }

  /// Approvals that a run used up, by guard and value.
  private func approvals(of run: Int) throws(StoreError) -> [Approval] {
    var approvals: [Approval] = []
    try connection.statement(
      """
      SELECT guard, value, until_day, plan, given_by, reason FROM spent_approval WHERE run = ?
      ORDER BY guard, value, fingerprint
      """
    ).each(.number(run)) { row throws(StoreError) in
      let check = check(row, of: "spent_approval")
      guard let consent = Consent(guardName: row.text(0), value: row.text(1)) else {
        throw check.damaged(
          "value", DamagedRow.shown(row.text(1)), "what this guard can be allowed by")
      }
      approvals.append(
        Approval(
          consent, until: try check.day(2, "until_day"), plan: row.optionalText(3),
          by: row.text(4), reason: row.text(5)))
    }
    return approvals
  }

  /// The last run that used each approval, by fingerprint.
  func spentApprovals() throws(StoreError) -> [String: Int] {
    var spent: [String: Int] = [:]
    let sql = "SELECT fingerprint, max(run) FROM spent_approval GROUP BY fingerprint"
    try connection.statement(sql).each { row in spent[row.text(0)] = row.number(1) }
    return spent
  }

  /// One step of a run; nil when there is none of that number.
  func step(_ number: Int, of run: Int) throws(StoreError) -> JournalStep? {
    try connection.statement("\(Self.stepQuery) WHERE run = ? AND number = ?")
      .first(.number(run), .number(number)) { row throws(StoreError) in try step(row) }
  }

  /// The passwords that a run changed, by account id.
  func formerPasswordRecords(of run: Int) throws(StoreError) -> [String: FormerPassword] {
    var passwords: [String: FormerPassword] = [:]
    try connection.statement("SELECT id, before, after FROM former_password WHERE run = ?")
      .each(.number(run)) { row in
        passwords[row.text(0)] = FormerPassword(
          id: row.text(0), before: row.optionalText(1).map { Secret($0) },
          after: row.optionalText(2).map { Secret($0) })
      }
    return passwords
  }

  /// Removals by run, oldest first, of the time that guards look back on.
  ///
  /// Left out are runs whose removals were allowed or approved by their figure, and removals undone
  /// since.
  func removals(
    now: Int64, _ damage: inout [DamagedRow]
  ) throws(StoreError) -> [PastRemovals] {
    var removals: [PastRemovals] = []
    var found: [DamagedRow] = []
    try connection.statement(Self.removalQuery).each(
      .integer(PastRemovals.start(now))
    ) { row throws(StoreError) in
      let allowances = row.text(2).split(separator: "\n").map(String.init)
      guard row.number(3) > 0, !RunStart.excusesRemovals(allowances) else { return }
      do throws(StoreError) {
        let check = check(row, of: "run", key: 4)
        removals.append(
          PastRemovals(
            at: try check.moment(0, "started"), count: row.number(3),
            owned: try check.count(1, "owned_before")))
      } catch {
        if case .damaged(_, let row, _) = error { found.append(row) }
      }
    }
    damage += found
    return removals
  }

  // A join would have the whole journal read, since nothing tells SQLite how few runs are recent.
  static var removalQuery: String {
    """
    SELECT r.started, r.owned_before, r.allowances,
      (SELECT count(*) FROM run_step s WHERE s.run = r.number AND s.state = 'done'
        AND s.effect = 'removal' AND s.is_undone = 0), r.number
    FROM run r WHERE r.started >= ? AND NOT EXISTS (SELECT 1 FROM spent_approval a
      WHERE a.run = r.number AND a.guard IN ('removal-limit', 'removal-budget'))
    ORDER BY r.started, r.number
    """
  }

  /// When the newest run began, and the latest moment at which any did.
  func runTimes(_ damage: inout [DamagedRow]) throws(StoreError) -> RunTimes? {
    let times = try readable(
      """
      SELECT number, started FROM run WHERE number = (SELECT max(number) FROM run)
        OR number = (SELECT number FROM run ORDER BY started DESC LIMIT 1) ORDER BY number DESC
      """, &damage
    ) { row throws(StoreError) in try check(row, of: "run").moment(1, "started") }
    guard let newest = times.first else { return nil }
    return RunTimes(newest: newest, latest: times.max() ?? newest)
  }

  static var unfinishedQuery: String {
    """
    SELECT r.number, r.operator, r.started,
      (SELECT count(*) FROM run_step s WHERE s.run = r.number AND s.state = 'done'),
      (SELECT count(*) FROM run_step s WHERE s.run = r.number)
    FROM run r WHERE r.outcome = 'unfinished' ORDER BY r.number DESC LIMIT 1
    """
  }

  func unfinishedRun() throws(StoreError) -> UnfinishedRun? {
    let found = try connection.statement(Self.unfinishedQuery).first { row in
      UnfinishedRun(
        number: row.number(0), operatorName: row.text(1), started: row.integer(2),
        done: row.number(3), steps: row.number(4), leaving: [])
    }
    guard var run = found else { return nil }
    run.leaving = try all("SELECT address FROM account WHERE is_leaving = 1 ORDER BY address") {
      Address(canonical: $0.text(0))
    }
    run.holder = try holderAtWork()?.description
    return run
  }

  private func record(_ row: Connection.Statement) throws(StoreError) -> RunRecord {
    let check = check(row, of: "run")
    let counts = row.text(13).split(separator: " ").map { Int($0) ?? -1 }
    guard counts.count == 5, counts.allSatisfy({ StoredValue.counts.contains(Int64($0)) }) else {
      throw check.damaged("counts", DamagedRow.shown(row.text(13)), "five numbers")
    }
    var record = RunRecord(
      number: row.number(0),
      start: RunStart(
        kind: try check.word(1, "kind"), operatorName: row.text(2), host: row.text(3),
        pid: Int32(truncatingIfNeeded: row.integer(4)), started: try check.moment(5, "started"),
        manifestDigest: row.text(8), commit: row.optionalText(9), isDirty: row.flag(10),
        ownedBefore: try check.count(11, "owned_before"),
        allowances: row.text(12).split(separator: "\n").map(String.init),
        counts: counts),
      finished: try check.optionalMoment(6, "finished"), outcome: try check.word(7, "outcome"))
    record.withheld = row.number(14)
    record.withheldReturns = row.number(18)
    record.start.undoes = row.optionalInteger(15).map(Int.init)
    record.start.savedPlan = row.optionalText(16)
    record.start.lockout = row.optionalText(17)
    return record
  }

  private static var stepQuery: String {
    """
    SELECT number, account, id, home, reason, leaver, held_until, inbox, messages, bytes, newest,
      state, run || '.' || number, coalesce(effect, (SELECT CASE kind WHEN 'restore' THEN 'restore'
        WHEN 'empty' THEN 'erasure' WHEN 'adopt' THEN 'adoption' ELSE 'removal' END
        FROM run r WHERE r.number = run_step.run))
    FROM run_step
    """
  }

  private func step(_ row: Connection.Statement) throws(StoreError) -> JournalStep {
    let check = check(row, of: "run_step", key: 12)
    return JournalStep(
      number: row.number(0), effect: try check.word(13, "effect"),
      account: try check.address(1, "account"), id: try check.id(2, "id"), home: row.text(3),
      reason: row.optionalText(4), leaver: row.optionalText(5),
      heldUntil: try check.moment(6, "held_until"), mailbox: try check.mailbox(7),
      state: try check.word(11, "state"))
  }
}

/// The columns of `run` that lists of runs read.
private enum RunColumns {
  static let list = """
    number, kind, operator, host, pid, started, finished, outcome, manifest_digest, commit_id, \
    is_dirty, owned_before, allowances, counts, \
    (SELECT count(*) FROM run_step s WHERE s.run = run.number \
      AND s.state <> 'done' AND coalesce(s.effect, '') <> 'restore'), undoes, saved_plan, lockout, \
    (SELECT count(*) FROM run_step s WHERE s.run = run.number \
      AND s.state <> 'done' AND s.effect = 'restore')
    """
  static let count = 19
}

extension PastRemovals {
  /// The start of the oldest run that counts, in seconds since 1970: a day more than any guard
  /// looks back.
  static func start(_ now: Int64) -> Int64 { now - 31 * 86_400 }
}
