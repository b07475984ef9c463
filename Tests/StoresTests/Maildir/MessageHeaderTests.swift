import Testing

@testable import Stores

@Suite struct MessageHeaderTests {
  private func header(_ text: String) -> MessageHeader { MessageHeader(Array(text.utf8)[...]) }

  @Test func senderAndSubjectAreFoundInAnyOrderAndCase() {
    let header = header("Received: x\nSUBJECT: Hi\nfrom: Ada <ada@a.example>\n\nbody\n")
    #expect(header.subject == "Hi")
    #expect(header.sender == "Ada <ada@a.example>")
  }

  @Test func foldedLinesAreOne() {
    #expect(header("Subject: one\r\n two\r\n\tthree\r\nFrom: x\r\n\r\n").subject == "one two three")
  }

  @Test func bodyIsNoHeader() {
    let header = header("From: a\n\nSubject: of the body\n")
    #expect(header.subject == "")
    #expect(header.sender == "a")
  }

  @Test func firstLineOfANameCounts() {
    #expect(header("Subject: a\nSubject: b\n\n").subject == "a")
  }

  @Test(arguments: ["", "\n", "\r\n\r\n", "Subject", "Subject:", "Subject:\n\n", ":\n", " x\n y"])
  func messageWithoutASubjectHasNone(_ text: String) {
    #expect(header(text) == header(""))
  }
}
