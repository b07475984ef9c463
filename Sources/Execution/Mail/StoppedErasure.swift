import MailModel
import Stores

/// An erasure that stopped half-way, as whoever asks for it once more needs to know it.
///
/// What it has erased on request has no name any more. Until the run is closed its steps keep a fingerprint of
/// the name, by which a name that is given again is known and which tells nobody else anything.
package struct StoppedErasure: Sendable {
  package let run: Int
  private let names: Set<Address>
  private let fingerprints: Set<String>
  private let storeID: String

  /// The one that the next run closes; nil when there is none.
  package init?(in directory: any DirectoryReader, _ snapshot: Snapshot) throws(StoreError) {
    guard let unfinished = snapshot.unfinished, unfinished.holder == nil,
      let run = try directory.run(unfinished.number), run.start.kind == .empty
    else { return nil }
    self.run = run.number
    names = Set(run.steps.map(\.account))
    fingerprints = Set(run.steps.compactMap(\.leaver))
    storeID = snapshot.storeID
  }

  /// True of a name that the run was asked to erase.
  package func includes(_ name: Address) -> Bool {
    names.contains(name) || fingerprints.contains(Self.fingerprint(of: name, in: storeID))
  }

  static func fingerprint(of name: Address, in storeID: String) -> String {
    var digest = Digest()
    digest.update(storeID)
    digest.update(name.text)
    return digest.description
  }
}
