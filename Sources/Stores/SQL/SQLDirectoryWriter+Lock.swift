import MailModel

extension SQLDirectoryWriter {
  func takeLock(_ holder: LockHolder) throws(StoreError) -> LockHolder? {
    try connection.writing { () throws(StoreError) in
      let sql = "SELECT id, host, pid, operator, started, boot FROM run_lock"
      let found = try connection.statement(sql).first { row in
        (
          holder: LockHolder(
            id: row.text(0), host: row.text(1), pid: Int32(truncatingIfNeeded: row.integer(2)),
            operatorName: row.text(3), started: row.integer(4)),
          boot: row.text(5)
        )
      }
      if let found, found.holder.id != holder.id,
        !found.holder.isGone(boot: found.boot, seenFrom: holder.host)
      {
        throw .locked(found.holder)
      }
      try write("DELETE FROM run_lock")
      try write(
        """
        INSERT INTO run_lock (one, id, host, boot, pid, operator, started)
        VALUES (1, ?, ?, ?, ?, ?, ?)
        """,
        .text(holder.id), .text(holder.host), .text(LockHolder.currentBoot),
        .integer(Int64(holder.pid)), .text(holder.operatorName), .integer(holder.started))
      return found?.holder.id == holder.id ? nil : found?.holder
    }
  }

  func releaseLock(_ holder: LockHolder) throws(StoreError) {
    try connection.writing { () throws(StoreError) in
      _ = try write("DELETE FROM run_lock WHERE id = ?", .text(holder.id))
    }
  }
}
