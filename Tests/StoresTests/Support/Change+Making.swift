import MailModel
import TestSupport
import Testing

@testable import Stores

extension Change {
  static func adding(_ account: LiveAccount) -> Change {
    Change(
      .add, .account, account.address.text,
      fields: account.ownedFields.fields.map {
        FieldChange($0, before: nil, after: account.values[$0], ownership: .taken)
      },
      owned: account.ownedFields)
  }

  /// From one state of an account to another; a rename when its address differs.
  static func editing(
    _ before: LiveAccount, to after: LiveAccount, action: Action = .edit
  ) -> Change {
    let isRename = before.address != after.address
    var change = Change(
      isRename ? .rename : action, .account, after.address.text,
      fields: Field.ofAccount.compactMap { field in
        let taken = after.ownedFields.contains(field) != before.ownedFields.contains(field)
        guard taken || before.values[field] != after.values[field] else { return nil }
        return FieldChange(field, before: before.values[field], after: after.values[field])
      },
      owned: after.ownedFields)
    change.id = before.id
    if isRename { change.formerName = before.address.text }
    return change
  }

  static func removing(_ account: LiveAccount) -> Change {
    var change = Change(.remove, .account, account.address.text)
    change.id = account.id
    change.removal = Removal(purges: true)
    return change
  }

  static func group(
    _ action: Action, _ name: String, _ fields: [FieldChange] = [], owned: [Field] = []
  ) -> Change {
    Change(action, .group, name, fields: fields, owned: FieldSet(owned))
  }
}

/// Expects that `body` is refused because the store is not as it assumes.
func expectConflict(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    sourceLocation: sourceLocation,
    performing: body,
    throws: { error in
      if case StoreError.conflict = error { true } else { false }
    })
}

/// Expects that `body` is refused and leaves every account as it was.
func expectConflict(
  in store: any DirectoryWriter, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) throws {
  let before = try store.accounts
  let runs = try store.runs()
  expectConflict(body, sourceLocation: sourceLocation)
  #expect(try store.accounts == before, sourceLocation: sourceLocation)
  #expect(try store.runs() == runs, sourceLocation: sourceLocation)
}
