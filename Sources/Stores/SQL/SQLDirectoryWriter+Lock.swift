import MailModel

extension SQLDirectoryWriter {
  func takeLock(_ holder: LockHolder) throws(StoreError) -> LockHolder? {
    try connection.writing { () throws(StoreError) in
      let sql = "SELECT id, host, pid, operator, started FROM run_lock"
      let current = try connection.statement(sql).first { row in
        LockHolder(
          id: row.text(0), host: row.text(1), pid: Int32(truncatingIfNeeded: row.integer(2)),
          operatorName: row.text(3), started: row.integer(4))
      }
      if let current, current.id != holder.id, !current.isGone(seenFrom: holder.host) {
        throw .locked(current)
      }
      try write("DELETE FROM run_lock")
      try write(
        "INSERT INTO run_lock (one, id, host, pid, operator, started) VALUES (1, ?, ?, ?, ?, ?)",
        .text(holder.id), .text(holder.host), .integer(Int64(holder.pid)),
        .text(holder.operatorName), .integer(holder.started))
      return current?.id == holder.id ? nil : current
    }
  }

  func releaseLock(_ holder: LockHolder) throws(StoreError) {
    try connection.writing { () throws(StoreError) in
      _ = try write("DELETE FROM run_lock WHERE id = ?", .text(holder.id))
    }
  }
}
