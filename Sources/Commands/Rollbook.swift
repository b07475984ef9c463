import ArgumentParser

/// The root command.
public struct Rollbook: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "rollbook", abstract: "Mailboxes as code.")

  public init() {}
}
