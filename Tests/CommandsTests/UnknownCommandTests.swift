import ArgumentParser
import Testing

@testable import Commands

@Suite struct UnknownCommandTests {
  @Test(arguments: [
    (["chek"], "rollbook has no command `chek`; did you mean `rollbook check`?"),
    (["aply", "--yes"], "rollbook has no command `aply`; did you mean `rollbook apply`?"),
    (["help", "chek"], "rollbook has no command `chek`; did you mean `rollbook check`?"),
    (
      ["trash", "emty"],
      "rollbook trash has no command `emty`; did you mean `rollbook trash empty`?"
    ),
    (
      ["help", "trash", "x"],
      "rollbook trash has no command `x`; it has list, restore, empty, adopt, forget"
    ),
  ])
  func itIsToldWithTheNearest(_ words: [String], _ text: String) {
    #expect(UnknownCommand.find(in: words)?.description == text)
  }

  @Test(arguments: [
    [], ["help"], ["--version"], ["check"], ["help", "check"], ["trash"], ["trash", "empty"],
    ["trash", "--format", "json"], ["help", "trash", "empty"], ["undo", "x"], ["help", "help"],
  ])
  func whatIsKnownIsNotTold(_ words: [String]) {
    #expect(UnknownCommand.find(in: words)?.description == nil)
  }
}
