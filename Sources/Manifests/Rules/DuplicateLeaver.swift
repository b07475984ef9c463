import MailModel

/// Each account and each group leaves once.
enum DuplicateLeaver: Rule {
  static func check(_ input: RuleInput) {
    var firsts: [String: Place] = [:]
    for leaver in input.draft.manifest.leavers {
      let name =
        switch leaver.subject {
        case .account(let address): address.text
        case .group(let group, _): "group `\(group)`"
        }
      if let first = firsts[name] {
        input.add(.duplicateLeaver(name, at: leaver.place, first: first))
      } else {
        firsts[name] = leaver.place
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateLeaver(_ name: String, at place: Place, first: Place)
    -> Diagnostic
  {
    .error(
      "duplicate-leaver", "\(name) leaves twice", at: place,
      notes: [Note("first named here", at: first)], help: "keep one entry")
  }
}
