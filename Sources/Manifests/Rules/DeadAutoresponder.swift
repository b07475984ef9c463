import MailModel

/// An autoresponder answers only where mail reaches the own mailbox.
enum DeadAutoresponder: Rule {
  static func check(_ input: RuleInput) {
    for row in input.listed {
      guard let responder = input.rows.image(row).bytes(of: .autoresponder), !responder.isEmpty
      else { continue }
      let name = input.rows.address(row)
      if input.forwardsAll(row) {
        input.add(
          .deadAutoresponder(
            name, "all mail is forwarded", at: input.place(ofRow: row, .autoresponder),
            cause: input.place(ofRow: row, .forward)))
      } else if input.rows.image(row).bytes(of: .assistant)?.first == 1 {
        input.add(
          .deadAutoresponder(
            name, "mail goes to the assistant only",
            at: input.place(ofRow: row, .autoresponder), cause: input.place(ofRow: row, .assistant))
        )
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func deadAutoresponder(
    _ name: Address, _ reason: String, at place: Place, cause: Place
  ) -> Diagnostic {
    .warning(
      "dead-autoresponder", "the autoresponder of \(name) stays silent: \(reason)", at: place,
      notes: [Note("for this reason", at: cause)])
  }
}
