import MailModel

/// A policy as canonical YAML text of a mapping: its keys in one order, defaults left out.
package enum PolicyText {
  /// `{}` for a policy of nothing but defaults.
  package static func text(of policy: Policy) -> String {
    let standard = Policy()
    let document = YAMLDocument()
    document.mapping { map in
      if policy.mode != standard.mode { map.entry("mode", .plain(policy.mode.rawValue)) }
      if policy.maxRemovals != standard.maxRemovals {
        let percent = policy.maxRemovals.percent.map { YAMLDocument.Scalar.plain("\($0)%") }
        let count = policy.maxRemovals.count.map { YAMLDocument.Scalar.plain("\($0)") }
        map.list("max-removals", [percent, count].compactMap { $0 })
      }
      if let seats = policy.seats { map.entry("seats", .plain("\(seats)")) }
      if policy.minimumAdmins != standard.minimumAdmins {
        map.entry("minimum-admins", .plain("\(policy.minimumAdmins)"))
      }
      if !policy.protected.isEmpty {
        map.list("protected", policy.protected.map { .text($0.text) })
      }
      if !policy.roleNames.isEmpty {
        map.list("role-names", policy.roleNames.map { .text($0) })
      }
      if let domains = policy.forwardDomains {
        map.list("forward-domains", domains.map { .text($0.text) })
      }
      if policy.hold != standard.hold { map.entry("hold", .plain(policy.hold.description)) }
      if policy.lockout != standard.lockout {
        map.mapping("lockout") { map in
          map.entry("failures", .plain("\(policy.lockout.failures)"))
          map.entry("within", .plain(policy.lockout.within.description))
          map.entry("for", .plain(policy.lockout.lasts.description))
        }
      }
      if let zone = policy.timeZone { map.entry("time-zone", .text(zone)) }
      if policy.keepsPasswords { map.entry("passwords", .plain("kept")) }
    }
    return document.finish()
  }
}
