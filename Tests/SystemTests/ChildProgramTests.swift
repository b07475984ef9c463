import Glibc
import Testing

@testable import System

@Suite struct ChildProgramTests {
  @Test func bothOutputsAndTheStatusComeBack() throws {
    let shell = try #require(ChildProgram("sh"))
    let answer = try shell.run(["-c", "echo out; echo err >&2; exit 3"])
    #expect(answer.status == 3)
    #expect(answer.output == Array("out\n".utf8))
    #expect(answer.errors == "err\n")
  }

  @Test func moreThanAPipeHoldsComesWhole() throws {
    let shell = try #require(ChildProgram("sh"))
    let answer = try shell.run(["-c", "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"])
    #expect(answer.output.count == 300_000)
  }

  @Test func wordsOfArgumentsAreNoShellText() throws {
    let echo = try #require(ChildProgram("echo"))
    #expect(try echo.run(["$HOME; *"]).output == Array("$HOME; *\n".utf8))
  }

  @Test func programThatHangsIsEnded() throws {
    let shell = try #require(ChildProgram("sh"))
    #expect(throws: ChildProgram.NoAnswer.self) { try shell.run(["-c", "sleep 30"], seconds: 1) }
  }

  @Test func environmentIsTheFixedOneUnlessAskedForOurs() throws {
    let shell = try #require(ChildProgram("sh"))
    setenv("ROLLBOOK_TEST_KEPT", "a b", 1)
    setenv("ROLLBOOK_TEST_LEFT_OUT", "c", 1)
    let words = ["-c", "echo \"$ROLLBOOK_TEST_KEPT$ROLLBOOK_TEST_LEFT_OUT\""]
    #expect(try shell.run(words).output == Array("\n".utf8))
    let answer = try shell.run(words, with: .own(without: ["ROLLBOOK_TEST_LEFT_OUT"]), seconds: nil)
    #expect(answer.output == Array("a b\n".utf8))
  }

  @Test func missingProgramIsNone() {
    #expect(ChildProgram("no-such-program-of-rollbook") == nil)
  }
}
