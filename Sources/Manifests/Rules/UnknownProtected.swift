import MailModel

/// A whole name in `policy.protected` is somebody's.
///
/// A slip of the pen would protect nobody and say nothing. Names of roles may be there before anybody
/// has them.
enum UnknownProtected: Rule {
  static func check(_ input: RuleInput) {
    let draft = input.draft
    if draft.lacksEntries { return }
    let roles = RoleNames.standard.union(draft.manifest.policy.roleNames)
    for (pattern, place) in draft.protectedNames {
      let name = pattern.text
      guard !name.utf8.contains(UInt8(ascii: "*")), !roles.contains(name) else { continue }
      let addresses =
        name.utf8.contains(UInt8(ascii: "@"))
        ? [name] : draft.ownDomains.map { "\(name)@\($0)" }
      guard let first = addresses.first, !isKnown(name, addresses, input) else { continue }
      let near =
        Spelling.nearest(to: name, among: roles.sorted { $0.bytesPrecede($1) })
        ?? input.nearest(to: first)
      let domain = first.split(separator: "@").last.map(String.init)
      input.add(
        .unknownProtected(
          name, near: near, undeclared: domain.flatMap { draft.ownDomains.contains($0) ? nil : $0 },
          at: place))
    }
  }

  private static func isKnown(_ name: String, _ addresses: [String], _ input: RuleInput) -> Bool {
    let draft = input.draft
    let group = Array(name.utf8).withUnsafeBytes(draft.groupNames.find)
    return group.map { draft.groups[$0].isDeclared } == true
      || addresses.contains { address in
        Array(address.utf8).withUnsafeBytes { input.owner(of: $0) } != nil
          || draft.manifest.leavers.contains {
            $0.subject == .account(Address(canonical: address))
          }
      }
  }
}

extension Diagnostic {
  /// `undeclared` is the name's domain where no account of the manifest may have it.
  fileprivate static func unknownProtected(
    _ name: String, near: String?, undeclared: String?, at place: Place
  ) -> Diagnostic {
    let declare = undeclared.map { " and `\(shown($0)): {}` under `domains`" } ?? ""
    return .warning(
      "unknown-protected",
      "`\(shown(name))` protects nobody: no account, alias or group is called so",
      at: place,
      help: near.map { "did you mean \($0)?" }
        ?? "list a live account to make it known: `\(shown(name)): {}` under `users`" + declare)
  }
}
