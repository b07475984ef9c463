import ArgumentParser
import TestSupport
import Testing

@testable import Commands

/// Help texts are the commands' documentation, so they are read in review like any other.
@Suite struct HelpTests {
  static let commands: [any ParsableCommand.Type] = [
    Rollbook.self, Init.self, Fmt.self, Check.self, PlanCommand.self, Apply.self, List.self,
    RouteCommand.self, Messages.self, Export.self, Unlock.self, UndoCommand.self,
    History.self, Explain.self, TrashCommand.self, TrashList.self, TrashRestore.self,
    TrashEmpty.self, TrashAdopt.self, TrashForget.self, ServerConfigCommand.self,
  ]

  @Test(arguments: commands.indices)
  func helpOfEveryCommandIsUnderGolden(_ index: Int) {
    let command = Self.commands[index]
    let name = "help-\(command._commandName).txt"
    expectGolden(
      Rollbook.helpMessage(for: command, includeHidden: false, columns: 80) + "\n",
      command == TrashList.self ? "help-trash-list.txt" : name)
  }
}
