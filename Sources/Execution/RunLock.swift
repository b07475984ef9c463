import MailModel
import Stores
import System

/// Holds a store for one run, so that a second one waits for nothing and changes nothing.
struct RunLock {
  private let directory: any DirectoryWriter
  private let holder: LockHolder

  /// - Throws: `locked` with the holder at work.
  init(on directory: any DirectoryWriter, in environment: RunEnvironment) throws(StoreError) {
    holder = LockHolder(
      id: String(environment.random.next(), radix: 36), host: environment.host,
      pid: environment.pid, operatorName: environment.operatorName,
      started: environment.now())
    self.directory = directory
    if let gone = try directory.takeLock(holder, taking: environment.lockToTake) {
      environment.notice(.tookOver(gone))
    }
  }

  /// Gives the store free; a lock that cannot be given back is taken over by the next run, since
  /// this process will be gone.
  func release() {
    try? directory.releaseLock(holder)
  }
}
