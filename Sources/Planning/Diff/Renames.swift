import MailModel

/// The accounts that take another name in this plan.
///
/// `was: X` at N is spent when the live N had the name X before and keeps its own, or when N lives
/// and X does not. What is left is resolved on identities, so chains and swaps need no order.
struct Renames: Sendable {
  /// The live row that takes a desired row's name, by desired row.
  private(set) var liveRows: [Int: Int] = [:]
  /// Live rows that give up the name they have.
  private(set) var leaving: Set<Int> = []
  /// The new name by the present one.
  private(set) var newNames: [Address: Address] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var findings: [Finding] = []

  var isEmpty: Bool { liveRows.isEmpty }

  init(_ sides: DesiredAndLive) {
    let extras = sides.manifest.accounts.extras
    let names = extras.keys.filter { extras[$0]?.was != nil }.sorted()
    guard !names.isEmpty else { return }
    var known: Set<Address>?
    var wanted: [Wanted] = []
    for new in names where !new.isBuiltIn {
      guard let extra = extras[new], let old = extra.was,
        let desired = sides.desired.index(of: new)
      else { continue }
      let place =
        extra.wasPlace.map(sides.manifest.place) ?? sides.place(ofDesired: desired)
      let holder = sides.live.rows.index(of: new)
      guard let mover = sides.live.rows.index(of: old) else {
        if holder != nil { continue }
        if known == nil { known = Self.namesEverKnown(to: sides.snapshot) }
        if known?.contains(old) != true {
          findings.append(.wasNotFound(old.text, new.text, "account"))
        }
        continue
      }
      wanted.append(
        Wanted(
          new: new, old: old, desired: desired, mover: mover, holder: holder, place: place))
    }
    let isDue = UnspentRenames.flags(of: wanted.map { ($0.new, $0.old) }) { new, old in
      sides.live.rows.index(of: new).map(sides.live.id)
        .flatMap { sides.snapshot.formerNames[$0]?.contains(old) } ?? false
    }
    var occupied: [(new: Address, old: Address, holder: Int, place: Place)] = []
    for (rename, isDue) in zip(wanted, isDue) where isDue {
      let (old, new) = (rename.old, rename.new)
      if let first = newNames[old] {
        diagnostics.append(Self.takenTwice(old, first, new, at: rename.place))
        continue
      }
      liveRows[rename.desired] = rename.mover
      leaving.insert(rename.mover)
      newNames[old] = new
      if let holder = rename.holder { occupied.append((new, old, holder, rename.place)) }
    }
    for (new, old, holder, place) in occupied where !leaving.contains(holder) {
      diagnostics.append(Self.ontoAccount(old, new, parked: sides.freeName(for: new), at: place))
    }
  }

  /// An entry with `was` whose former name is a live account's.
  private struct Wanted {
    var new: Address
    var old: Address
    /// Its row in the manifest.
    var desired: Int
    /// The live row of the former name.
    var mover: Int
    /// The live row of the new one.
    var holder: Int?
    var place: Place
  }

  private static func namesEverKnown(to snapshot: Snapshot) -> Set<Address> {
    var names = Set(snapshot.trash.map(\.name))
    for former in snapshot.formerNames.values { names.formUnion(former) }
    return names
  }
}

extension Renames {
  fileprivate static func ontoAccount(
    _ old: Address, _ new: Address, parked: Address, at place: Place
  ) -> Diagnostic {
    .error(
      "rename-onto-account", "\(old) can't be renamed to \(new): both accounts exist", at: place,
      help: "give the account that is \(new) another name in the same plan, as in "
        + "`\(parked): { was: \(new) }`, or take `was` away to keep both")
  }

  fileprivate static func takenTwice(
    _ old: Address, _ first: Address, _ second: Address, at place: Place
  ) -> Diagnostic {
    .error(
      "two-new-names", "\(old) can't be renamed to both \(first) and \(second)", at: place,
      help: "keep `was` at one of them")
  }
}
