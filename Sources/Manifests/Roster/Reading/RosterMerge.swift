import MailModel

/// Brings the accounts of rosters together with those of `users`, which win field by field.
struct RosterMerge {
  private let stage: RosterStage
  private var builder = ImageBuilder()
  private var users = NameTable()
  /// The row of each name in `users`.
  private var userRows: [Int] = []
  /// By row of the stage, and those from here on belong to rows that are not taken yet.
  private let aliases: [RosterStage.Alias]
  private var nextAlias = 0

  static func merge(_ stage: RosterStage, into draft: inout ManifestBuilder) {
    var merge = RosterMerge(stage, draft)
    stage.rows.withView { view in
      for row in 0..<view.count { merge.take(row, view, &draft) }
      for dispute in stage.disputes { merge.report(dispute, view, draft) }
    }
  }

  private init(_ stage: RosterStage, _ draft: ManifestBuilder) {
    self.stage = stage
    aliases = stage.aliases.sorted { $0.row < $1.row }
    draft.manifest.accounts.rows.withView { view in
      for row in 0..<view.count where users.insert(view.key(row)).isNew { userRows.append(row) }
    }
  }

  private mutating func take(_ row: Int, _ view: AccountRows.View, _ draft: inout ManifestBuilder) {
    let key = view.key(row)
    builder.removeAll()
    let user = users.find(key).map { userRows[$0] }
    guard user != nil || stage.makesAccount[row] else {
      mentionAliases(ofRow: row, areGiven: false, owner: view.note(row), &draft)
      let place = draft.list.place(PackedPlace(rawValue: view.note(row)))
      draft.list.add(.rowWithoutAccount(String(decoding: key, as: UTF8.self), at: place))
      return
    }
    var owner = view.note(row)
    if let user {
      draft.manifest.accounts.rows.withView { rows in
        owner = rows.note(user)
        let image = rows.image(user)
        for field in draft.explicitFields[user].fields {
          if let bytes = image.bytes(of: field) { builder.set(field, bytes) }
        }
      }
    }
    if user != nil, !draft.manifest.scopes.isEmpty, !builder.fields.contains(Field.group),
      draft.manifest.scopes[PackedPlace(rawValue: owner).file] == nil
    {
      draft.scoped.groupless.insert(
        Address(canonical: String(decoding: key, as: UTF8.self)))
    }
    let given = builder.complete(from: view.image(row))
    mentionAliases(ofRow: row, areGiven: given.contains(Field.aliases), owner: owner, &draft)
    let isAdded = user == nil || !given.isEmpty
    if isAdded { complete(row, given, &draft) }
    if let user {
      if isAdded {
        draft.keepsOrder = false
        draft.manifest.accounts.rows.replaceImage(
          at: user, builder: builder, counted: builder.fields)
      }
    } else {
      append(key, owner, &draft)
    }
    if stage.generatesPasswords[row] { generatePassword(key, &draft) }
    if let choice = stage.mail[row] { MailChoices.give(choice, to: key, &draft) }
  }

  /// Takes the defaults of the group, whoever named it.
  private mutating func complete(_ row: Int, _ given: FieldSet, _ draft: inout ManifestBuilder) {
    guard builder.filled.contains(Field.group) else { return }
    let known = builder.withBytes(of: .group) { draft.groupNames.find($0) }
    if let known, draft.groups[known].isDeclared {
      if draft.groups[known].hasDefaults { builder.complete(from: draft.groups[known].defaults) }
    } else if given.contains(Field.group) {
      let name = builder.withBytes(of: .group) { Array($0) }
      let number = draft.group(name)
      draft.earlyUses.append(ManifestBuilder.GroupUse(group: number, place: stage.groupPlaces[row]))
    }
  }

  private func append(_ key: UnsafeRawBufferPointer, _ note: UInt64, _ draft: inout ManifestBuilder)
  {
    if builder.fields.rawValue & MentionPlaces.lists != 0 {
      draft.listedRows.append(draft.manifest.accounts.rows.count)
    }
    draft.addDomain(of: key)
    draft.keyHashes.append(NameTable.wideHash(key))
    draft.manifest.accounts.rows.append(
      key: key, builder: builder, counted: builder.fields, note: note)
  }

  /// The rules look up where an alias stands by the account that has it.
  private mutating func mentionAliases(
    ofRow row: Int, areGiven: Bool, owner: UInt64, _ draft: inout ManifestBuilder
  ) {
    while nextAlias < aliases.count, aliases[nextAlias].row == row {
      let alias = aliases[nextAlias]
      nextAlias += 1
      guard areGiven else { continue }
      draft.mentions.append(
        ManifestBuilder.Mention(
          owner: owner, place: alias.place.rawValue, hash: alias.hash, field: .aliases))
    }
  }

  /// Tells what rosters disagree on and no entry of `users` decides.
  private func report(
    _ dispute: RosterStage.Dispute, _ view: AccountRows.View, _ draft: ManifestBuilder
  ) {
    let key = view.key(dispute.row)
    let decided = users.find(key).map { draft.explicitFields[userRows[$0]] } ?? FieldSet()
    let open = dispute.fields.subtracting(decided)
    if open.isEmpty { return }
    if let names = dispute.names, open.contains(Field.name) {
      draft.list.add(
        .rostersOfTwoPeople(
          String(decoding: key, as: UTF8.self), names, at: draft.list.place(dispute.place),
          first: draft.list.place(dispute.first), dispute.condition))
      return
    }
    draft.list.add(
      .rostersDisagree(
        String(decoding: key, as: UTF8.self), on: Array(open.fields),
        at: draft.list.place(dispute.place), first: draft.list.place(dispute.first)))
  }

  private func generatePassword(_ key: UnsafeRawBufferPointer, _ draft: inout ManifestBuilder) {
    let address = Address(canonical: String(decoding: key, as: UTF8.self))
    var extra = draft.manifest.accounts.extras[address] ?? DesiredAccounts.Extra()
    guard extra.initialPassword == nil, !builder.filled.contains(Field.password) else { return }
    extra.initialPassword = .generate
    draft.manifest.accounts.extras[address] = extra
  }
}
