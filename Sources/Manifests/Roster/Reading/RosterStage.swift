import MailModel

/// The accounts of all rosters, each merged field by field, before they meet those of `users`.
struct RosterStage {
  /// Values that two rows give to one account.
  struct Dispute {
    var row: Int
    var fields: FieldSet
    var place: PackedPlace
    var first: PackedPlace
    /// The full names, where both rows make an account: two people, as far as anybody can tell.
    var names: (first: String, second: String)?
    /// What would leave out the later row alone, as `where` has it.
    var condition: String?
  }

  /// An alias of an account, by its row here.
  struct Alias {
    var row: Int32
    var hash: UInt64
    var place: PackedPlace
  }

  private var names = NameTable()
  /// In the order of the first rows, with what rosters say and no group defaults.
  private(set) var rows = AccountRows()
  /// By row: the roster whose row came last, and where it stands.
  private var lastRosters: [Int32] = []
  private var lastPlaces: [PackedPlace] = []
  /// By row: where the group comes from.
  private(set) var groupPlaces: [PackedPlace] = []
  /// By row: whether any roster asks for a generated password.
  private(set) var generatesPasswords: [Bool] = []
  /// By row: false where no roster makes the account.
  private(set) var makesAccount: [Bool] = []
  /// Where a full name comes from that is not of the row's first roster.
  private var namePlaces: [Int: PackedPlace] = [:]
  /// What rosters say of mail in the trash, by row; the first that says something.
  private(set) var mail: [Int: MailChoices.Choice] = [:]
  /// Fields that rosters disagree on, told unless `users` have the last word.
  private(set) var disputes: [Dispute] = []
  /// Where aliases stand, in the order of reading.
  private(set) var aliases: [Alias] = []
  private var roster: Int32 = -1
  private var asksForPasswords = false
  private var makesAccounts = true
  private var mailChoice: MailChoices.Choice?
  private var builder = ImageBuilder()

  init() {}

  /// - Precondition: Those that make accounts come before those that do not.
  mutating func beginRoster(
    generatesPasswords: Bool, makesAccounts: Bool, mail: MailChoices.Choice?
  ) {
    roster += 1
    mailChoice = mail
    asksForPasswords = generatesPasswords
    self.makesAccounts = makesAccounts
  }

  /// The number of the dispute that the row which was taken last began over a full name.
  private(set) var lastOfTwoPeople: Int?

  /// Says what would leave out the later row of a dispute alone.
  mutating func setCondition(_ condition: String?, ofDispute number: Int) {
    disputes[number].condition = condition
  }

  /// Takes a row of the current roster; an earlier roster's values stay.
  ///
  /// - Returns: Where the roster's other row of the account stands, which stays; nil without one.
  mutating func take(
    _ address: [UInt8], _ values: ImageBuilder, at place: PackedPlace, groupPlace: PackedPlace?,
    aliases: [(hash: UInt64, place: PackedPlace)]
  ) -> PackedPlace? {
    lastOfTwoPeople = nil
    let (number, isNew) = address.withUnsafeBytes { names.insert($0) }
    if let mailChoice, mail[number] == nil { mail[number] = mailChoice }
    // Only the first list of aliases counts.
    let isFirst = isNew || rows.withView { !$0.image(number).fields.contains(Field.aliases) }
    for alias in isFirst ? aliases : [] {
      self.aliases.append(Alias(row: Int32(number), hash: alias.hash, place: alias.place))
    }
    if isNew {
      address.withUnsafeBytes {
        rows.append(key: $0, builder: values, counted: values.fields, note: place.rawValue)
      }
      lastRosters.append(roster)
      lastPlaces.append(place)
      groupPlaces.append(groupPlace ?? place)
      generatesPasswords.append(asksForPasswords)
      makesAccount.append(makesAccounts)
      return nil
    }
    if lastRosters[number] == roster { return lastPlaces[number] }
    lastRosters[number] = roster
    lastPlaces[number] = place
    generatesPasswords[number] = generatesPasswords[number] || asksForPasswords
    merge(values, into: number, at: place, groupPlace)
    return nil
  }

  private mutating func merge(
    _ values: ImageBuilder, into number: Int, at place: PackedPlace, _ groupPlace: PackedPlace?
  ) {
    builder.removeAll()
    var disputed = FieldSet()
    var first = PackedPlace(rawValue: 0)
    var fullNames: (first: String, second: String)?
    rows.withView { view in
      let image = view.image(number)
      first = PackedPlace(rawValue: view.note(number))
      disputed = FieldSet(
        values.fields.intersection(image.fields).fields.filter { field in
          values.withBytes(of: field) { bytes in
            image.bytes(of: field).map { $0.compareBytes(bytes) != 0 } ?? false
          }
        })
      builder.complete(from: image)
      if disputed.contains(Field.name), makesAccounts, let name = image.bytes(of: .name),
        !name.isEmpty, values.filled.contains(Field.name)
      {
        first = namePlaces[number] ?? first
        fullNames = (
          String(decoding: name, as: UTF8.self),
          values.withBytes(of: .name) { String(decoding: $0, as: UTF8.self) }
        )
      }
    }
    if !disputed.isEmpty {
      if fullNames != nil { lastOfTwoPeople = disputes.count }
      disputes.append(
        Dispute(row: number, fields: disputed, place: place, first: first, names: fullNames))
    }
    if values.fields.contains(Field.name), !builder.fields.contains(Field.name) {
      namePlaces[number] = place
    }
    if let groupPlace, !builder.fields.contains(Field.group) { groupPlaces[number] = groupPlace }
    let before = builder.fields
    builder.complete(from: values)
    if builder.fields != before {
      rows.replaceImage(at: number, builder: builder, counted: builder.fields)
    }
  }
}
