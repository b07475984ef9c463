import MailModel

/// Nobody forwards to oneself or is one's own assistant, under whatever name.
enum SelfReference: Rule {
  static func check(_ input: RuleInput) {
    for row in input.listed {
      for field in [Field.forward, .assistant] {
        input.forEachTarget(ofRow: row, field) { target in
          guard input.row(of: target) == row else { return }
          let place = input.place(ofRow: row, field, target)
          let name = input.rows.address(row)
          input.add(
            field == .forward ? .selfForward(name, at: place) : .selfAssistant(name, at: place))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func selfForward(_ name: Address, at place: Place) -> Diagnostic {
    .error(
      "self-forward", "\(name) forwards to itself", at: place,
      help: "remove the target; `keep: true` leaves a copy in the own mailbox")
  }

  fileprivate static func selfAssistant(_ name: Address, at place: Place) -> Diagnostic {
    .error("self-assistant", "\(name) is its own assistant", at: place, help: "remove the target")
  }
}
