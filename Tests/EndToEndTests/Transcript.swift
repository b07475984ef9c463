import Foundation

/// A Markdown page with fenced `console` blocks: `$ command` lines, each with what it prints.
struct Transcript {
  struct Command {
    var command: String
    var output: String
  }

  private enum Part {
    case text(String)
    case command(Int)
  }

  private(set) var commands: [Command] = []
  private var parts: [Part] = []

  init(page: String) {
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if isInside, line.hasPrefix("$ ") {
        parts.append(.command(commands.count))
        commands.append(Command(command: String(line.dropFirst(2)), output: ""))
      } else if line.hasPrefix("```") {
        isInside = line == "```console"
        parts.append(.text(line))
      } else if isInside, !commands.isEmpty {
        commands[commands.count - 1].output += line + "\n"
      } else {
        parts.append(.text(line))
      }
    }
  }

  /// What each command prints now, all of them in one shell in `folder`, in their order.
  func replayed(in folder: URL) throws -> [String] {
    let mark = "----8<---- \(UUID().uuidString)"
    let script = commands.map { command in
      """
      \(command.command)
      status=$?; [ $status = 0 ] || echo "[exit status $status]"
      echo '\(mark)'
      """
    }
    let answer = try BuiltSite.run(
      URL(fileURLWithPath: "/bin/bash"),
      ["-c", "exec 2>&1\n" + script.joined(separator: "\n")], in: folder,
      environment: ["ROLLBOOK_OPERATOR": "grace"])
    let outputs = answer.output.components(separatedBy: mark + "\n")
    return Array(outputs.prefix(commands.count))
  }

  /// The page with other outputs.
  func page(with outputs: [String]) -> String {
    let lines = parts.map { part -> String in
      switch part {
      case .text(let line): return line
      case .command(let index):
        let output =
          outputs[index].hasSuffix("\n") ? String(outputs[index].dropLast()) : outputs[index]
        return "$ \(commands[index].command)" + (output.isEmpty ? "" : "\n" + output)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Hides what differs from run to run: times, account ids, host names, process numbers.
  static func masked(_ text: String) -> String {
    let patterns = [
      #"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?"#, #"-[a-z0-9]{8}/Maildir"#,
      #"pid \d+ on \S+"#, #"newest \d{4}-\d\d-\d\d"#,
      #"(apply|undo|restore|empty)  *(done|stopped)"#,
    ]
    return patterns.reduce(text) {
      $0.replacingOccurrences(of: $1, with: "…", options: .regularExpression)
    }
  }
}
