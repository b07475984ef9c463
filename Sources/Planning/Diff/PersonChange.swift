import MailModel

/// Tells whether a change makes a mailbox that of somebody else: what people share is a name, and what
/// tells them apart is full name and comment together.
///
/// One of the two alone changes when somebody marries, or moves to another room. Letters' case, blanks
/// and the form in which an accent is written make nobody another person, so texts are not compared
/// by bytes here.
struct PersonChange {
  /// What somebody may be known by, before and after.
  private struct Trait {
    var before: String
    var after: String

    /// True when both are there and tell of two people.
    var tellsTwoApart: Bool {
      !before.isEmpty && !after.isEmpty && before != after
    }
  }

  /// True when the account would be another person's.
  let isOne: Bool

  init(_ change: Change, of manifest: Manifest, in snapshot: Snapshot) {
    isOne =
      change.kind == .account && ![.add, .remove].contains(change.action)
      && ([Field.name, .comment].allSatisfy { Self.trait($0, of: change)?.tellsTwoApart == true }
        || Self.takesNameOfFormerHolder(change, manifest, snapshot))
  }

  /// True for an edit by an entry whose `was` is spent, to the full name of the account that is called
  /// so now: whoever wrote it meant that account to come along, as in a swap that is taken back.
  private static func takesNameOfFormerHolder(
    _ change: Change, _ manifest: Manifest, _ snapshot: Snapshot
  ) -> Bool {
    guard change.action == .edit, let trait = trait(.name, of: change), trait.tellsTwoApart,
      let was = manifest.accounts.extras[change.address]?.was, let holder = snapshot.accounts[was]
    else { return false }
    return folded(holder.values.name) == trait.after
  }

  private static func trait(_ field: Field, of change: Change) -> Trait? {
    change[field].map {
      Trait(before: folded($0.before?.text ?? ""), after: folded($0.after.text))
    }
  }

  /// A text without what is only a way of writing it; `String` counts both forms of é as one.
  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }
}
