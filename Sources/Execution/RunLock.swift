import Glibc
import MailModel
import Stores

/// Holds a store for one run, so that a second one waits for nothing and changes nothing.
struct RunLock {
  private let directory: any DirectoryWriter
  private let holder: LockHolder
  /// - Throws: `locked` with the holder at work.
  init(on directory: any DirectoryWriter, in surroundings: Surroundings) throws(StoreError) {
    holder = LockHolder(
      id: String(UInt64.random(in: .min ... .max), radix: 36), host: surroundings.host,
      pid: surroundings.pid, operatorName: surroundings.operatorName,
      started: surroundings.now())
    self.directory = directory
    if let gone = try Self.take(holder, on: directory, taking: surroundings.lockToTake) {
      surroundings.notice(.tookOver(gone))
    }
  }

  /// Between taking the lock and saying whose it is, another run shows as busy for a moment.
  private static func take(
    _ holder: LockHolder, on directory: any DirectoryWriter, taking: String?
  ) throws(StoreError) -> LockHolder? {
    for _ in 0..<20 {
      do throws(StoreError) {
        return try directory.takeLock(holder, taking: taking)
      } catch .busy {
        usleep(50_000)
      }
    }
    return try directory.takeLock(holder, taking: taking)
  }

  /// Gives the store free; a lock that cannot be given back is taken over by the next run, since
  /// this process will be gone.
  func release() {
    try? directory.releaseLock(holder)
  }
}
