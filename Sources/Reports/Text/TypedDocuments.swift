import MailModel
import Planning

// Texts for people name addresses as they were typed; free text, such as a comment, stays as it is.

extension TypedDomains {
  func spelled(_ change: ChangeDocument) -> ChangeDocument {
    var change = change
    change.name = spelled(change.name)
    change.formerName = change.formerName.map(spelled)
    change.fields = change.fields?.map { field in
      guard Field(key: field.field)?.traits.holdsAddresses == true else { return field }
      var field = field
      field.before = field.before.map(spelled)
      field.after = spelled(field.after)
      return field
    }
    return change
  }

  private func spelled(_ value: ValueDocument) -> ValueDocument {
    switch value {
    case .text(let address): return .text(spelled(address))
    case .list(let addresses): return .list(addresses.map(spelled))
    case .forward(var forward):
      forward.to = forward.to.map(spelled)
      return .forward(forward)
    case .assistant(var assistant):
      assistant.to = assistant.to.map(spelled)
      return .assistant(assistant)
    case .null, .flag, .autoresponder: return value
    }
  }

  func spelled(_ finding: FindingDocument) -> FindingDocument {
    var finding = finding
    finding.subject = finding.subject.map(spelled)
    finding.subjects = finding.subjects?.map(spelled)
    finding.message = spelled(finding.message)
    finding.allow = finding.allow.map(spelled)
    return finding
  }
}
