import MailModel
import Stores
import System

/// Holds a store for one run, so that a second one waits for nothing and changes nothing.
struct RunLock {
  private let directory: any DirectoryWriter
  private let holder: LockHolder

  /// - Throws: `locked` with the holder at work.
  init(on directory: any DirectoryWriter, in surroundings: Surroundings) throws(StoreError) {
    holder = LockHolder(
      id: String(surroundings.random.next(), radix: 36), host: surroundings.host,
      pid: surroundings.pid, operatorName: surroundings.operatorName,
      started: surroundings.now())
    self.directory = directory
    if let gone = try directory.takeLock(holder, taking: surroundings.lockToTake) {
      surroundings.notice(.tookOver(gone))
    }
  }

  /// Gives the store free; a lock that cannot be given back is taken over by the next run, since
  /// this process will be gone.
  func release() {
    try? directory.releaseLock(holder)
  }
}
