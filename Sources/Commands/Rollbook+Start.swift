import ArgumentParser
import MailModel

extension Rollbook {
  /// Parses the arguments, runs the command that they name, and ends with its exit status.
  ///
  /// A usage error quotes arguments, so it is made of what of them is harmless to show.
  package static func start(_ arguments: [String]) {
    if let unknown = UnknownCommand.find(in: arguments) {
      exit(withError: ValidationError("\(unknown)"))
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      let shown = arguments.map(\.shown)
      guard exitCode(for: error) == .validationFailure, shown != arguments else {
        exit(withError: error)
      }
      do { _ = try parseAsRoot(shown) } catch { exit(withError: error) }
      exit(
        withError: ValidationError(
          "an argument holds a character that can't be shown: \(shown.joined(separator: " "))"))
    }
  }
}
