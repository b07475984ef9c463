import MailModel

/// What must hold of the routes of mail, as JSON.
package struct AssertionsDocument: Codable, Hashable, Sendable {
  /// How many mailboxes each address must reach.
  package var reaches: [String: Int]
  package var noExternalAccounts: [String]
  package var noExternalGroups: [String]

  package init(_ assertions: Assertions) {
    reaches = [:]
    for reach in assertions.reaches { reaches[reach.address.text] = reach.mailboxes }
    noExternalAccounts = []
    noExternalGroups = []
    for subject in assertions.noExternal {
      switch subject {
      case .account(let address): noExternalAccounts.append(address.text)
      case .group(let name): noExternalGroups.append(name)
      }
    }
  }

  func assertions() throws(PlanDocumentError) -> Assertions {
    var assertions = Assertions()
    for (address, mailboxes) in reaches.sorted(by: { $0.key.bytesPrecede($1.key) }) {
      guard mailboxes > 0 else { throw .notAPlan }
      assertions.reaches.append(
        Assertions.Reach(try ValueDocument.target(address), mailboxes: mailboxes))
    }
    for address in noExternalAccounts {
      assertions.noExternal.append(.account(try ValueDocument.target(address)))
    }
    for name in noExternalGroups {
      guard AddressRules.isLocalName(name.utf8) else { throw .notAPlan }
      assertions.noExternal.append(.group(name))
    }
    return assertions
  }
}
