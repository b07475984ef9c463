import MailModel

/// Refuses a plan after which mail would leave the site that `assert` says must not.
struct AssertNoExternal: Guard {
  static let name = "assert-no-external"

  func findings(in input: GuardInput) -> [Finding] {
    let leaks = input.assertedRoutes?.leaks ?? []
    if leaks.isEmpty {
      let count = input.policy.assertions.noExternal.count
      return [
        Self.passed(
          count == 0
            ? "no mail is asserted to stay" : "mail that is asserted to stay would stay",
          base: count)
      ]
    }
    return leaks.map { leak in
      let reason =
        switch leak.subject {
        case .account: ""
        case .group(let name): " of group \(name)"
        }
      return Self.refused(
        leak.address.text, measured: leak.outside.count,
        subjects: leak.outside.map(\.text),
        message: "mail for \(leak.address)\(reason) would leave the site, to "
          + "\(leak.outside[0])" + (leak.outside.count > 1 ? " and others" : ""))
    }
  }
}
