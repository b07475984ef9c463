import MailModel

extension SQLDirectoryWriter {
  /// Adds, edits and adopts groups; addresses are claimed later.
  func writeGroups(_ batch: RunBatch) throws(StoreError) {
    for change in batch.groups(.add) {
      try claiming("group \(change.name)") { () throws(StoreError) in
        try write("INSERT INTO mail_group (name) VALUES (?)", .text(change.name))
      }
      try setValues(change)
    }
    for change in batch.groups(.edit, .adopt) { try setValues(change) }
  }

  private func setValues(_ change: Change) throws(StoreError) {
    let values = change.after
    for field in change.fields where field.changesValue {
      switch field.field {
      case .comment:
        try write(
          "UPDATE mail_group SET comment = ? WHERE name = ?", .text(values.comment),
          .text(change.name))
      case .enabled:
        try write(
          "UPDATE mail_group SET is_enabled = ? WHERE name = ?", .flag(values.isEnabled),
          .text(change.name))
      default:
        continue
      }
    }
    try write(
      "UPDATE mail_group SET owned_fields = ?, is_owned = coalesce(?, is_owned) WHERE name = ?",
      .number(Int(change.owned.rawValue)), .optional(change.ownsAfterwards.map { $0 ? 1 : 0 }),
      .text(change.name))
  }
}
