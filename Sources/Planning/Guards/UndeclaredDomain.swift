import MailModel

/// Refuses to begin to take the mail of a domain that the manifest does not declare; one whose mail
/// the site takes already is a warning.
struct UndeclaredDomain: Guard {
  static let name = "undeclared-domain"

  func findings(in input: GuardInput) -> [Finding] {
    let taken = input.domainsTaken
    guard input.policy.ownDomains != nil else {
      return [Self.passed("no manifest says which domains are the site's own", limit: nil)]
    }
    if taken.undeclared.isEmpty {
      return [
        Self.passed(
          "mail is taken for \(taken.after.count.counted("domain")), each declared",
          base: taken.after.count)
      ]
    }
    return taken.undeclared.sorted { $0.key.bytesPrecede($1.key) }.map { domain, addresses in
      let begins = !taken.before.contains(domain)
      return Finding(
        Self.name, begins ? .refused : .warning, subject: domain, subjects: addresses.map(\.text),
        measured: addresses.count, limit: 0, base: taken.after.count,
        message: "all mail to \(domain) \(begins ? "would be" : "is") taken here, and the manifest "
          + "does not declare the domain",
        allow: "domains: { \(domain): {} }")
    }
  }
}
