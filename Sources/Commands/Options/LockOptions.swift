import ArgumentParser

/// Options of commands that write to the store, one at a time.
package struct LockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Milliseconds to wait while another process writes to the store.", valueName: "ms"))
  var lockTimeout = 5_000

  @Option(
    help: ArgumentHelp(
      "Take the lock of a run on another host that is gone, by the id that the refusal prints.",
      valueName: "id"))
  var takeLock: String?

  package init() {}

  package func validate() throws {
    guard lockTimeout >= 0 else {
      throw ValidationError("--lock-timeout \(lockTimeout): write 0 or more milliseconds")
    }
  }
}
