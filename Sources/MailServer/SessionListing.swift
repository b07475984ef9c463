import MailModel

/// What `doveadm -f tab who -1` prints: a line of names of columns, then one for each session.
enum SessionListing {
  /// Sessions by account and service, in their order.
  static func sessions(_ output: [UInt8]) -> [MailSession] {
    let lines = output.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    guard let names = lines.first, let account = names.firstIndex(of: "username"),
      let service = names.firstIndex(where: { $0 == "proto" || $0 == "service" })
    else { return [] }
    var counts: [Key: Int] = [:]
    for line in lines.dropFirst() where line.count > max(account, service) {
      counts[Key(account: line[account].asciiLowercased, service: line[service]), default: 0] += 1
    }
    return counts.map {
      MailSession(
        account: Address(canonical: $0.key.account), service: $0.key.service, count: $0.value)
    }
    .sorted { ($0.account, $0.service) < ($1.account, $1.service) }
  }

  private struct Key: Hashable {
    var account: String
    var service: String
  }
}
