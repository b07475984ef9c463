import MailModel
import System

// Two locks: the connection's ends with its process and decides, the row tells the others who
// holds it and is what effects are checked against.
extension SQLDirectoryWriter {
  func takeLock(_ holder: LockHolder, taking: String?) throws(StoreError) -> LockHolder? {
    if let current = self.holder, current.id != holder.id { throw .locked(current) }
    var attempts = 20
    while try !connection.takeRunLock() {
      if let current = try reader.lockHolder() { throw .locked(current) }
      // Between taking one lock and the other nothing is known of the holder, for a moment.
      guard attempts > 0 else { throw .busy(connection.name) }
      attempts -= 1
      SystemClock.pause(50)
    }
    do {
      let replaced = try connection.writing { () throws(StoreError) in
        try replaceRow(with: holder, taking: taking)
      }
      self.holder = holder
      return replaced
    } catch {
      if self.holder == nil { connection.dropRunLock() }
      throw error
    }
  }

  func releaseLock(_ holder: LockHolder) throws(StoreError) {
    let isOwn = self.holder?.id == holder.id
    defer {
      if isOwn {
        self.holder = nil
        connection.dropRunLock()
      }
    }
    try connection.writing { () throws(StoreError) in
      _ = try write("DELETE FROM run_lock WHERE id = ?", .text(holder.id))
    }
  }

  /// One transaction of the run that holds the lock.
  func effect<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try connection.writing { () throws(StoreError) in
      try checkLock()
      return try body()
    }
  }

  private func checkLock() throws(StoreError) {
    guard let holder else { throw .conflict("no lock was taken") }
    guard let current = try reader.lockHolder() else {
      throw .conflict("the lock was given back")
    }
    guard current.id == holder.id else {
      throw .conflict("the lock was taken over by \(current)")
    }
  }

  private func replaceRow(
    with holder: LockHolder, taking: String?
  ) throws(StoreError) -> LockHolder? {
    let found = try reader.lockHolder()
    // On another host the connection's lock may be out of sight.
    if let found, found.id != holder.id, found.host != holder.host, found.id != taking {
      throw .locked(found)
    }
    try write("DELETE FROM run_lock")
    try releaseHeldNames()
    try write(
      """
      INSERT INTO run_lock (one, id, host, pid, operator, started) VALUES (1, ?, ?, ?, ?, ?)
      """,
      .text(holder.id), .text(holder.host), .integer(Int64(holder.pid)),
      .text(holder.operatorName), .integer(holder.started))
    return found?.id == holder.id ? nil : found
  }
}

extension SQLDirectory {
  /// Who the row of the lock names, dead or alive.
  func lockHolder() throws(StoreError) -> LockHolder? {
    try connection.statement("SELECT id, host, pid, operator, started FROM run_lock").first { row in
      LockHolder(
        id: row.text(0), host: row.text(1), pid: Int32(truncatingIfNeeded: row.integer(2)),
        operatorName: row.text(3), started: row.integer(4))
    }
  }

  /// The holder of the lock, when it lives as far as can be seen from here; takes no lock itself.
  func holderAtWork() throws(StoreError) -> LockHolder? {
    guard let holder = try lockHolder() else { return nil }
    let lives =
      switch connection.isRunLockHeld {
      case true: true
      // As in `takeLock`: what another host locks may be out of sight.
      case false: !holder.isOf(host)
      case nil: !holder.isOf(host) || holder.hasProcess
      }
    return lives ? holder : nil
  }
}
