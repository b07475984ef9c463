import MailModel

/// What of a run other runs have taken back, and nobody has brought about again.
package struct TakenBack: Sendable {
  /// By the account's id, or the name that a group had before the run.
  private var subjects: Set<String> = []
  /// The former name of each group whose rename was taken back, by the name that the run gave.
  private(set) var formerGroupNames: [String: String] = [:]

  /// Nothing.
  package init() {}

  /// `undoing` are the runs that take a run back, those that take these back, and so on.
  ///
  /// - Throws: `notAPlan` when a journal cannot be read.
  package init(
    of record: RunRecord, by undoing: [RunRecord]
  ) throws(PlanDocumentError) {
    subjects = try Self.subjects(of: record.number, by: undoing, isInverse: true)
    guard !subjects.isEmpty else { return }
    for change in try record.doneChanges() where contains(change) {
      if let old = change.formerName, change.kind == .group { formerGroupNames[change.name] = old }
    }
  }

  package var isEmpty: Bool { subjects.isEmpty }

  /// True of a change of the run that was taken back.
  func contains(_ change: Change) -> Bool {
    subjects.contains(Self.subject(of: change, isInverse: false))
  }

  private static func subjects(
    of run: Int, by undoing: [RunRecord], isInverse: Bool
  ) throws(PlanDocumentError) -> Set<String> {
    var subjects: Set<String> = []
    for other in undoing where other.start.undoes == run && other.number > run {
      let again = try Self.subjects(of: other.number, by: undoing, isInverse: !isInverse)
      for change in try other.doneChanges() {
        subjects.insert(subject(of: change, isInverse: isInverse))
      }
      subjects.subtract(again)
    }
    return subjects
  }

  /// A group has its name of before the run at the one end of a change or at the other.
  private static func subject(of change: Change, isInverse: Bool) -> String {
    switch change.kind {
    case .account: change.id ?? change.name
    case .group: "group \(isInverse ? change.name : change.formerName ?? change.name)"
    }
  }
}

extension RunRecord {
  /// Each name that a change of the run gave or found; nil when its journal cannot be read.
  package func changedNames() -> Set<String>? {
    (try? ChangeDocument.documents(in: start.changes ?? "[]")).map { documents in
      Set(documents.flatMap { [$0.name, $0.formerName ?? $0.name] })
    }
  }

  /// What the run did: its changes but for removals and returns that did not take place.
  ///
  /// - Throws: `notAPlan` when its journal cannot be read.
  func doneChanges() throws(PlanDocumentError) -> [Change] {
    guard let documents = try? ChangeDocument.documents(in: start.changes ?? "[]") else {
      throw .notAPlan
    }
    let notDone = Set(steps.filter { $0.state != .done }.map(\.id))
    var changes: [Change] = []
    for document in documents {
      let change = try document.change()
      let isStep = change.action == .remove || change.restores != nil
      let isLeft = isStep && change.id.map(notDone.contains) == true
      if !isLeft { changes.append(change) }
    }
    return changes
  }
}
