import MailModel

extension SQLDirectoryWriter {
  func confirmRemoval(_ step: Int, of run: Int, at time: Int64) throws(StoreError) {
    try effect { () throws(StoreError) in
      let journal = try knownStep(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      let account = try leavingAccount(of: journal)
      try putIntoTrash(
        TrashItem(
          name: journal.account, run: run, id: journal.id, home: journal.home,
          values: account?.values ?? FieldValues(), mailbox: journal.mailbox,
          reason: journal.reason, removed: time, heldUntil: journal.heldUntil))
      if let leaver = journal.leaver {
        try write(
          """
          INSERT INTO spent_leaver (account, fingerprint) VALUES (?, ?) ON CONFLICT DO NOTHING
          """,
          .text(journal.account.text), .text(leaver))
      }
      try write("DELETE FROM account WHERE id = ?", .text(journal.id))
      try finish(journal, of: run)
    }
  }

  /// The account that a step lets go; nil where it is gone already, with everything it had.
  private func leavingAccount(of step: JournalStep) throws(StoreError) -> LiveAccount? {
    guard let account = try reader.account(id: step.id) else {
      let other = try connection.statement("SELECT address FROM account WHERE home = ?")
        .first(.text(step.home)) { $0.text(0) }
      if let other { throw .conflict("\(other) has the mail home of \(step.account)") }
      return nil
    }
    guard account.marks.contains(.leaving), account.address == step.account,
      account.home == step.home
    else { throw .conflict("account \(step.account) is not leaving") }
    return account
  }

  func confirmRestore(_ item: TrashItem, step: Int, of run: Int) throws(StoreError) {
    try effect { () throws(StoreError) in
      let journal = try knownStep(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      try takeFromTrash(item)
      let opened = try write(
        """
        UPDATE account SET is_leaving = 0 WHERE address = ? AND id = ? AND home = ?
        """,
        .text(journal.account.text), .text(journal.id), .text(journal.home))
      guard opened == 1 else {
        throw .conflict("account \(journal.account) is not as it was to come back")
      }
      try write(
        "UPDATE run_step SET is_undone = 1 WHERE run = ? AND id = ? AND effect = 'removal'",
        .number(item.run), .text(item.id))
      try finish(journal, of: run)
    }
  }

  func confirmErasure(_ item: TrashItem, step: Int, of run: Int) throws(StoreError) {
    try effect { () throws(StoreError) in
      let journal = try knownStep(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      try takeFromTrash(item)
      try write("DELETE FROM former_name WHERE id = ?", .text(item.id))
      try finish(journal, of: run)
    }
  }

  func confirmAdoption(_ item: TrashItem?, step: Int, of run: Int) throws(StoreError) {
    try effect { () throws(StoreError) in
      let journal = try knownStep(step, of: run)
      if journal.state == .done { return }
      try journal.checkOpen(of: run)
      if let item { try putIntoTrash(item) }
      try finish(journal, of: run)
    }
  }

  /// What somebody wrote of the item by hand gives way.
  private func putIntoTrash(_ item: TrashItem) throws(StoreError) {
    try keepID(item.id)
    let mailbox = item.mailbox
    try write(
      """
      INSERT INTO trash (name, run, id, home, inbox, messages, bytes, newest, reason, removed,
        held_until, image)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (name, run) DO UPDATE SET id = excluded.id, home = excluded.home,
        inbox = excluded.inbox, messages = excluded.messages, bytes = excluded.bytes,
        newest = excluded.newest, reason = excluded.reason, removed = excluded.removed,
        held_until = excluded.held_until, image = excluded.image
      """,
      .text(item.name.text), .number(item.run), .text(item.id), .text(item.home),
      .number(mailbox.inbox), .number(mailbox.messages), .integer(mailbox.bytes),
      .optional(mailbox.newest), .optional(item.reason), .integer(item.removed),
      .integer(item.heldUntil), .blob(KeptImage.bytes(of: item.values)))
  }

  func redact(_ redaction: Redaction) throws(StoreError) {
    try effect { () throws(StoreError) in
      try write(
        "UPDATE run_step SET account = ?, home = id, reason = NULL, leaver = NULL WHERE id = ?",
        .text(Redaction.name(of: redaction.id).text), .text(redaction.id))
      for journal in redaction.journals {
        try write(
          """
          UPDATE run SET changes = ?, findings = ?, allowances = coalesce(?, allowances)
          WHERE number = ?
          """, .optional(journal.changes), .optional(journal.findings),
          .optional(journal.allowances?.joined(separator: "\n")), .number(journal.run))
      }
      try write("DELETE FROM former_password WHERE id = ?", .text(redaction.id))
      for name in redaction.names {
        try write("DELETE FROM spent_leaver WHERE account = ?", .text(name.text))
        // The fingerprint stays, so that the approval stays used up.
        try write(
          "UPDATE spent_approval SET value = ? WHERE value = ?",
          .text(Redaction.name(of: redaction.id).text), .text(name.text))
      }
    }
  }

  /// Notes an id as given; an account's row may have gone with it.
  private func keepID(_ id: String) throws(StoreError) {
    try write("INSERT INTO given_id (id) VALUES (?) ON CONFLICT DO NOTHING", .text(id))
  }

  private func takeFromTrash(_ item: TrashItem) throws(StoreError) {
    let taken = try write(
      "DELETE FROM trash WHERE name = ? AND run = ? AND id = ?", .text(item.name.text),
      .number(item.run), .text(item.id))
    guard taken == 1 else { throw .conflict("\(item.label) is not in the trash") }
  }
}
