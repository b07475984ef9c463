extension Migration {
  /// Schema 4: a step of a run says from its beginning what it does (`run_step.effect`), and an account
  /// that comes back has its row before its mail.
  ///
  /// No table is another; a binary of before would take such a step for a removal, and is kept off by
  /// the number.
  static let fourthSchema = Migration(number: 4, sqlite: "")
}
