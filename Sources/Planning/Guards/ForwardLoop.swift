import MailModel

/// Refuses a circle of forwards in which nobody keeps a copy; one that stood before is a warning.
struct ForwardLoop: Guard {
  static let name = "forward-loop"

  func findings(in input: GuardInput) -> [Finding] {
    let loops = input.delivery.loops
    if loops.isEmpty { return [Self.passed("no mail would go round in a circle")] }
    return loops.map { loop in
      let names = loop.members.map(\.text)
      return Finding(
        Self.name, loop.isCaused ? .refused : .warning, subject: names[0], subjects: names,
        measured: names.count, limit: 0,
        message: "mail would go round and nobody would keep it: "
          + (loop.path + loop.path.prefix(1)).map(\.text).joined(separator: " → "))
    }
  }
}
