/// What a store knows of itself, whoever is in it.
package struct StoreRecord: Sendable, Hashable {
  /// Made when the store was created.
  package var storeID: String
  /// What it remembers of the last manifest; nil before the first apply.
  package var lastApplied: LastApplied?
  /// A run that is not closed: it stopped half-way, or is at work.
  package var unfinished: UnfinishedRun?

  package init(storeID: String, lastApplied: LastApplied?, unfinished: UnfinishedRun?) {
    self.storeID = storeID
    self.lastApplied = lastApplied
    self.unfinished = unfinished
  }
}
