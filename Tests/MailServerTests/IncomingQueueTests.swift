import Glibc
import MailModel
import TestSupport
import Testing

@testable import MailServer

@Suite struct IncomingQueueTests {
  private let folder = TemporaryFolder()

  private let now = Int64(time(nil))

  private func write(_ name: String, mode: mode_t) {
    folder.write("", to: name)
    chmod(folder.path(name), mode)
  }

  @Test func whatIsWholeIsInTheQueue() throws {
    write("A1", mode: 0o600)
    write("B2", mode: 0o700)
    write("C/3", mode: 0o600)
    #expect(try IncomingQueue(folder: folder.path).unfinished(at: now) == ["A1", "3"])
  }

  @Test func whatWasLeftBehindIsNotBeingReceived() throws {
    write("A1", mode: 0o600)
    let queue = IncomingQueue(folder: folder.path)
    #expect(try queue.unfinished(at: now + 7_000) == ["A1"])
    #expect(try queue.unfinished(at: now + 7_300) == [])
  }

  @Test func folderThatIsNotThereIsAFailure() {
    #expect(throws: MailServerAbsence.failed("postfix", "/nowhere: no such file or directory")) {
      try IncomingQueue(folder: "/nowhere").unfinished(at: now)
    }
  }
}
