import ArgumentParser
import MailModel
import Manifests

/// A word where the name of a command should stand, and that is none.
struct UnknownCommand: CustomStringConvertible {
  /// The commands before the word.
  private let path: [String]
  private let word: String
  /// Those that may stand there.
  private let known: [String]

  /// The first such word, maybe behind `help`; nil where every command is known.
  static func find(in arguments: [String]) -> UnknownCommand? {
    var commands = Rollbook.configuration.subcommands
    var path = ["rollbook"]
    for word in arguments.first == "help" ? Array(arguments.dropFirst()) : arguments {
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      guard let next = commands.first(where: { $0._commandName.sameBytes(as: word) }) else {
        return word == "help"
          ? nil : UnknownCommand(path: path, word: word, known: commands.map { $0._commandName })
      }
      commands = next.configuration.subcommands
      path.append(word)
    }
    return nil
  }

  var description: String {
    let command = path.joined(separator: " ")
    let near = Spelling.nearest(to: word, among: known)
    return "\(command) has no command `\(word.shown)`; "
      + (near.map { "did you mean `\(command) \($0)`?" }
        ?? "it has \(known.joined(separator: ", "))")
  }
}
