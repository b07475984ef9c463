import MailModel

/// What an apply did, for its last words.
package struct Applied: Sendable, Hashable {
  /// A removal or a restore that did not take place, and why.
  package struct HeldBack: Sendable, Hashable {
    package var account: Address
    /// Lower case, one line, no full stop.
    package var reason: String

    package init(_ account: Address, reason: String) {
      self.account = account
      self.reason = reason
    }
  }

  /// The run's number; nil when nothing was written.
  package var run: Int?
  package var added = 0
  package var edited = 0
  package var renamed = 0
  package var adopted = 0
  /// Groups that were removed.
  package var removedGroups = 0
  /// Accounts that lie in the trash now.
  package var removed: [Address] = []
  package var heldBack: [HeldBack] = []
  /// Accounts that were to come back from the trash and lie there.
  package var keptInTrash: [HeldBack] = []
  package var changedLockout = false
  /// Removals left to the next run.
  package var givenUp: [Address] = []

  package init(run: Int?) {
    self.run = run
  }
}

/// The last lines of an apply.
package struct RunReport {
  package let style: Style

  package init(style: Style = .plain) {
    self.style = style
  }

  /// The counts, what was held back and why, what the next run goes on with, how to undo a removal.
  package func text(_ applied: Applied) -> String {
    let gone = applied.removed.count + applied.removedGroups
    let parts =
      [
        (applied.added, "added"), (applied.edited, "edited"), (applied.renamed, "renamed"),
        (applied.adopted, "adopted"), (gone, "removed"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      + (applied.changedLockout ? ["lockout changed"] : [])
    let counts = parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
    let head = (applied.run.map { "run \($0): " } ?? "") + counts
    return TextReport.join([[style.paint(head, .strong)] + open(applied) + hint(applied)])
  }

  private func open(_ applied: Applied) -> [String] {
    var lines: [String] = []
    if !applied.heldBack.isEmpty {
      lines.append("\(Wording.count(applied.heldBack.count, "removal")) held back:")
      lines += applied.heldBack.map { "    \(style.shown($0.account)): \($0.reason.shown)" }
    }
    if !applied.keptInTrash.isEmpty {
      lines.append("\(Wording.count(applied.keptInTrash.count, "account")) left in the trash:")
      lines += applied.keptInTrash.map { "    \(style.shown($0.account)): \($0.reason.shown)" }
    }
    if !applied.givenUp.isEmpty {
      let count = Wording.count(applied.givenUp.count, "removal")
      lines.append("\(count) not finished, the next apply goes on:")
      lines += applied.givenUp.map { "    \(style.shown($0))" }
    }
    return lines
  }

  private func hint(_ applied: Applied) -> [String] {
    guard let first = applied.removed.first else { return [] }
    let name = applied.removed.count == 1 ? style.shown(first) : "NAME"
    return ["to bring one back: rollbook trash restore \(name)"]
  }
}
