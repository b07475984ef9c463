import ArgumentParser

/// The root command.
package struct Rollbook: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "rollbook",
    abstract: "Mailboxes as code: plan and apply the user list of a mail server.",
    discussion: """
      A manifest (YAML) lists users, groups, autoresponders, assistants and forwarding. rollbook \
      compares it with the mailbox store that Dovecot and Postfix read, prints the plan, and \
      applies it behind safety guards.

      Exit status: 0 done, or nothing to do; 1 error; 2 changes pending (plan \
      --detailed-exitcode); 3 refused by a guard, nothing was changed; 4 applied, removals held \
      back; 5 stopped half-way, the next apply goes on; 6 the live side is not what the plan \
      assumed; 7 locked by another run; 64 wrong usage.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Change",
        subcommands: [Init.self, Fmt.self, Check.self, PlanCommand.self, Apply.self]),
      CommandGroup(
        name: "Look",
        subcommands: [
          List.self, Messages.self, RouteCommand.self, Export.self, History.self, Explain.self,
        ]),
      CommandGroup(
        name: "Mail server", subcommands: [ServerConfigCommand.self, Unlock.self]),
      CommandGroup(name: "Take back", subcommands: [UndoCommand.self, TrashCommand.self]),
    ])

  package init() {}
}
