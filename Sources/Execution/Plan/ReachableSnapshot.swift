import MailModel
import Stores

extension Snapshot {
  /// The part of the live side that mail to `addresses` may pass.
  ///
  /// That is who has them, whom their mail is passed on to, and so on; it costs what it reaches,
  /// however many others there are.
  package init(
    reachableFrom addresses: [Address], in directory: any DirectoryReader
  ) throws(StoreError) {
    self = try directory.atOneMoment { () throws(StoreError) in
      try Snapshot(reached: addresses, directory)
    }
  }

  private init(
    reached addresses: [Address], _ directory: any DirectoryReader
  ) throws(StoreError) {
    let record = try directory.record()
    self.init(storeID: record.storeID)
    lastApplied = record.lastApplied
    domains = try directory.domains()
    var asked: Set<Address> = []
    var found: [Address: LiveAccount] = [:]
    var groupsFound: [String: LiveGroup] = [:]
    var ahead = addresses
    while let address = ahead.popLast() {
      guard asked.insert(address).inserted else { continue }
      if let name = address.withoutDetail { ahead.append(name) }
      if let group = try directory.group(addressed: address) {
        groupsFound[group.name] = group
        ahead += try directory.members(of: group.name)
      }
      guard var account = try directory.holder(of: address), found[account.address] == nil else {
        continue
      }
      account.marks.formUnion(LiveMarks(of: account.values))
      found[account.address] = account
      ahead += account.values.forwarding?.targets ?? []
      ahead += account.values.assistant?.targets ?? []
    }
    accounts.insert(found.values.sorted { $0.address < $1.address })
    groups = groupsFound.values.sorted { $0.name.bytesPrecede($1.name) }
  }
}
