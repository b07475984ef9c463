import MailModel

/// Warns of a domain in which nobody would get mail for `postmaster` or `abuse`.
struct NoPostmaster: Guard {
  static let name = "no-postmaster"

  func findings(in input: GuardInput) -> [Finding] {
    let roles = input.roleAddresses
    if roles.missing.isEmpty {
      return [
        Self.passed(
          "somebody gets mail for postmaster and abuse in \(roles.domains.counted("domain"))",
          base: roles.domains)
      ]
    }
    return roles.missing.map { domain, names in
      Finding(
        Self.name, .warning, subject: domain, subjects: [domain], measured: names.count, limit: 0,
        base: RoleAddresses.names.count,
        message: "nobody would get mail for "
          + names.map { "\($0)@\(domain)" }.joined(separator: " and ")
          + ", where others report faults (RFC 2142)",
        allow: "aliases: [\(names.joined(separator: ", "))]")
    }
  }
}
