import MailModel

/// Which items somebody means.
extension Trash {
  /// The item that `label` names.
  package static func find(
    _ label: String, domain: String?, in snapshot: Snapshot
  ) throws(Refusal) -> TrashItem {
    let parts = label.split(separator: "#", maxSplits: 1)
    guard let first = parts.first, let name = Address(String(first), domain: domain) else {
      throw .unknown(label)
    }
    let run = parts.count == 2 ? Int(parts[1]) : nil
    guard parts.count == 1 || run != nil else { throw .unknown(label) }
    let items = snapshot.trash.filter { $0.name == name && (run == nil || $0.run == run) }
    guard let item = items.first else { throw .unknown(label) }
    guard items.count == 1 else { throw .ambiguous(label, items: items.map(\.label)) }
    return item
  }

  /// The items that `labels` name, but for what a stopped erasure has done already.
  package static func requested(
    _ labels: [String], domain: String?, after stopped: StoppedErasure?, in snapshot: Snapshot
  ) throws(Refusal) -> Set<TrashItem> {
    var items: Set<TrashItem> = []
    for label in labels {
      do throws(Refusal) {
        items.insert(try find(label, domain: domain, in: snapshot))
      } catch {
        guard case .unknown = error,
          let name = Address(String(label.prefix { $0 != "#" }), domain: domain),
          stopped?.includes(name) == true
        else { throw error }
      }
    }
    return items
  }

  /// The items past their hold at `time` and, before it, those that are `requested`.
  package static func erasable(
    _ requested: Set<TrashItem>, at time: Int64, in snapshot: Snapshot
  ) -> [TrashItem] {
    snapshot.trash.filter { $0.heldUntil <= time || requested.contains($0) }
  }
}
