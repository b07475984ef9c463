/// One step of the schema's history; a step that was released is never edited.
///
/// Steps are about tables. Views hold nothing: all of them are made anew behind the last step, from
/// their text in `Views`.
struct Migration {
  var number: Int
  var sqlite: String
  /// Temporary tables and views that show a reader an older store as this step will make it.
  ///
  /// A temporary name hides the store's own of the same name: an empty table stands for one that
  /// is to come, `CREATE TEMP VIEW t AS SELECT *, NULL AS c FROM main.t` for a column. So one query
  /// reads every store, and no reader changes a byte.
  var preview = ""

  /// In order, numbered from 1 without gaps.
  static let all = [
    firstSchema, secondSchema, thirdSchema, fourthSchema, fifthSchema,
  ]
}
