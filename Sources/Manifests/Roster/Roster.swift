import MailModel

/// One entry of `rosters`: a CSV file, and how its rows become accounts.
struct Roster {
  /// In all files of a manifest: each reads its file from the first row to the last.
  static let maximumCount = 256

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
  var joins: [RosterJoin] = []
  /// True when an entry of `join` can't be used: then columns of joined files can't be judged.
  var hasBrokenJoins = false
  /// What each row's account has as if its row said so.
  var defaults = ImageBuilder()
  /// What goes before the texts of `defaults`, which are as they were written.
  var texts = RosterTexts()
  var generatesPasswords = false
  /// True for one that makes no accounts and only adds to those that others make.
  var extends = false
  /// What becomes of mail that lies in the trash under an account's name.
  var mail: MailChoices.Choice?

  /// The columns that it names, its own and those of joined files, each with its place.
  var uses: [(name: String, place: PackedPlace)] {
    let templates =
      [account, name, group, comment, quota].compactMap(\.self) + (aliases ?? [])
      + texts.templates
    return templates.flatMap { template in template.columns.map { ($0, template.place) } }
      + conditions.map { ($0.column, $0.place) }
  }

  /// Every name that a column it looks at may have in one of its files.
  var columnNames: Set<String> {
    let joined = joins.flatMap { join in
      join.keys.flatMap { [$0.column, $0.known] } + join.conditions.map(\.column)
    }
    let names = uses.map(\.name) + joined
    // A name may have dots, or stand behind that of a join and a dot.
    let behind = names.compactMap { name in
      name.utf8.firstIndex(of: UInt8(ascii: ".")).map { dot in
        String(name[name.utf8.index(after: dot)...])
      }
    }
    return Set(names + behind)
  }
}
