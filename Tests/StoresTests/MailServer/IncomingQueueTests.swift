import Glibc
import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct IncomingQueueTests {
  private let folder = TemporaryFolder()

  private func write(_ name: String, mode: mode_t) {
    folder.write("", to: name)
    chmod(folder.path(name), mode)
  }

  @Test func whatIsWholeIsInTheQueue() throws {
    write("A1", mode: 0o600)
    write("B2", mode: 0o700)
    write("C/3", mode: 0o600)
    #expect(try IncomingQueue(folder: folder.path).unfinished() == ["A1", "3"])
  }

  @Test func whatWasLeftBehindIsNotBeingReceived() throws {
    write("A1", mode: 0o600)
    var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
    #expect(utimes(folder.path("A1"), &times) == 0)
    #expect(try IncomingQueue(folder: folder.path).unfinished() == [])
  }

  @Test func folderThatIsNotThereIsAFailure() {
    #expect(throws: MailServerAbsence.failed("postfix", "/nowhere: no such file or directory")) {
      try IncomingQueue(folder: "/nowhere").unfinished()
    }
  }
}
