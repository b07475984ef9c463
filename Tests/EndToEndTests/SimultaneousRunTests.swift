import Foundation
import Testing

/// Several applies of one manifest at the same time.
@Suite struct SimultaneousRunTests {
  private func start(_ site: BuiltSite) throws -> Process {
    let process = Process()
    process.executableURL = BuiltSite.binary
    process.arguments = ["apply", "--yes", "--lock-timeout", "2000"]
    process.currentDirectoryURL = site.folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The first is stopped as soon as it has the lock, so that all others meet it at work.
  @Test(arguments: [1, 9])
  func oneWinsAndTheOthersDoNotWaitLongerThanTheyAreTold(_ others: Int) throws {
    let site = try RolloverSite.prepared()
    let undisturbed = try site.copy()
    try #require(try undisturbed.rollbook("apply", "--yes").status == 0)
    let database = try SiteDatabase(site.database)
    let first = try start(site)
    while try database.rows("SELECT 1 FROM run_lock").isEmpty, first.isRunning { usleep(200) }
    kill(first.processIdentifier, SIGSTOP)
    let beginning = Date()
    let late = try (0..<others).map { _ in try start(site) }
    for process in late { process.waitUntilExit() }
    let time = Date().timeIntervalSince(beginning)
    #expect(first.isRunning)
    kill(first.processIdentifier, SIGCONT)
    first.waitUntilExit()
    #expect(first.terminationStatus == 0)
    #expect(late.allSatisfy { $0.terminationStatus == 7 }, "\(late.map(\.terminationStatus))")
    // Ten starts on a busy machine take their time too.
    #expect(time < 8, "\(time) s")
    #expect(try Leftovers(in: site).found.isEmpty)
    #expect(try SiteState(of: site) == SiteState(of: undisturbed))
    #expect(try database.number("SELECT count(*) FROM run") == 2)
  }
}
