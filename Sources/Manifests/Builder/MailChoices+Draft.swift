import MailModel

extension MailChoices {
  /// Gives a choice to an account that has none of its own.
  static func give(_ choice: Choice, to key: UnsafeRawBufferPointer, _ draft: inout ManifestBuilder)
  {
    let address = Address(canonical: String(decoding: key, as: UTF8.self))
    guard !draft.mailChoices.refused.contains(address) else { return }
    var extra = draft.manifest.accounts.extras[address] ?? DesiredAccounts.Extra()
    guard extra.mail == nil else { return }
    extra.mail = choice
    draft.manifest.accounts.extras[address] = extra
  }

  /// Gives members what the defaults of their group say, once everybody's group is known.
  static func resolve(_ draft: inout ManifestBuilder) {
    guard draft.groups.contains(where: { $0.mail != nil }) else { return }
    let rows = draft.manifest.accounts.rows
    rows.withView { view in
      for row in 0..<view.count {
        guard let name = view.image(row).bytes(of: .group),
          let choice = draft.groupNames.find(name).flatMap({ draft.groups[$0].mail })
        else { continue }
        give(choice, to: view.key(row), &draft)
      }
    }
  }
}
