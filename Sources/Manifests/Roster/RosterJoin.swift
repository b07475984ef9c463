import MailModel

/// One entry of `join`: a further CSV file, and which of its rows belong to a row that is known.
struct RosterJoin {
  /// One line of `match`: both columns hold the same value.
  struct Key {
    /// In the joined file.
    var column: String
    var columnPlace: PackedPlace
    /// In the roster's file, or behind the name of an earlier join.
    var known: String
    var knownPlace: PackedPlace
  }

  /// As many bits tell which files of a roster have a row.
  static let maximumCount = 16

  /// As written, relative to the first manifest's folder.
  var csv: String
  var csvPlace: PackedPlace
  var place: PackedPlace
  var form = CSVForm(separator: UInt8(ascii: ","), encoding: .utf8)
  /// What its columns are named by: `enrollment` in `{enrollment.classSourcedId}`.
  var name: String
  var namePlace: PackedPlace
  var keys: [Key] = []
  var conditions: [RosterCondition] = []
  /// True when a row may be without one of these, and has empty columns then.
  var isOptional = false
}

/// A column of a joined file, as templates and conditions name it: `enrollment.classSourcedId`.
struct JoinedColumn: Hashable {
  /// The join's index.
  var join: Int
  var column: String

  init(join: Int, column: String) {
    self.join = join
    self.column = column
  }

  /// Is nil for a column of the roster's own file; there a name may have dots too.
  init?(_ name: String, among joins: some Collection<RosterJoin>) {
    guard !joins.isEmpty, let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let prefix = name[..<dot]
    guard let join = joins.firstIndex(where: { $0.name.utf8.elementsEqual(prefix.utf8) }) else {
      return nil
    }
    self.join = joins.distance(from: joins.startIndex, to: join)
    column = String(name[name.utf8.index(after: dot)...])
  }

  /// True when the name, or what stands behind its first dot, is that of a column of passwords.
  static func holdsSecrets(_ name: String) -> Bool {
    if SecretKey.isNearColumn(name) { return true }
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return SecretKey.isNearColumn(String(name[name.utf8.index(after: dot)...]))
  }
}
