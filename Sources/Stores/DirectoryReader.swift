import MailModel

/// Reads accounts, groups and history from the live side.
///
/// `plan`, `list`, `export` and `history` hold this protocol only, never `DirectoryWriter`: a
/// reader changes no byte of the store. Every directory passes `DirectoryConformanceTests`.
package protocol DirectoryReader {
  /// Everything of one moment, read in one transaction.
  func snapshot() throws(StoreError) -> Snapshot

  /// Every run, newest first, without changes and findings.
  func runs() throws(StoreError) -> [RunRecord]

  /// One run with its changes, findings and steps; nil when there is none of that number.
  func run(_ number: Int) throws(StoreError) -> RunRecord?

  /// The passwords that a run changed, by account id; empty once its hold is over.
  func formerPasswords(of run: Int) throws(StoreError) -> [String: FormerPassword]
}
