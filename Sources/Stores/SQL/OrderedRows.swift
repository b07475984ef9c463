import MailModel

/// The rows of a table beside the accounts, walked in step with them.
///
/// Column 0 is the account's address; rows come in its order.
struct OrderedRows<Statement: SQLStatement> {
  let statement: Statement
  /// Address of the row the statement stands on; nil behind the last one.
  private var key: UnsafeRawBufferPointer?

  init(_ statement: Statement) throws(StoreError) {
    self.statement = statement
    try statement.bind([])
    try advance()
  }

  @inline(__always)
  mutating func advance() throws(StoreError) {
    key = try statement.step() ? statement.bytes(0) : nil
  }

  /// True when the row belongs to `account`; rows of accounts before it are passed over.
  @inline(__always)
  mutating func stands(at account: UnsafeRawBufferPointer) throws(StoreError) -> Bool {
    while let key {
      let order = key.compareBytes(account)
      if order == 0 { return true }
      if order > 0 { return false }
      try advance()
    }
    return false
  }

  func end() {
    statement.reset()
  }
}
