import MailModel

/// One entry of `rosters`: a CSV file, and how its rows become accounts.
struct Roster {
  /// As written, relative to the first manifest's folder.
  var csv: String
  var csvPlace: PackedPlace
  var place: PackedPlace
  var form = CSVForm(separator: UInt8(ascii: ","), encoding: .utf8)
  var account: RosterTemplate
  var name: RosterTemplate?
  var group: RosterTemplate?
  var comment: RosterTemplate?
  var quota: RosterTemplate?
  var aliases: [RosterTemplate]?
  var conditions: [RosterCondition] = []
  /// What each row's account has as if its row said so.
  var defaults = ImageBuilder()
  var generatesPasswords = false
}

/// One line of `where`: which values a column must have, or must not.
struct RosterCondition {
  var column: String
  var place: PackedPlace
  /// The column's number, once the header is read.
  var number = 0
  var values: [[UInt8]]
  var isNegated = false

  func holds(_ reader: borrowing CSVReader) -> Bool {
    for value in values where reader.hasValue(number, value) { return !isNegated }
    return isNegated
  }
}
