import Glibc
import MailModel
import Planning
import Stores

/// Finds everything that the journal tells of a person, for an erasure on request.
///
/// What stays is that an account of this id was added, changed and removed by which run. Texts of
/// others that mention the person in words stay as they are.
struct PersonalData {
  private let id: String
  private var addresses: Set<String>
  private var texts: Set<String>
  private let directory: any DirectoryReader

  init(of item: TrashItem, in directory: any DirectoryReader) throws(StoreError) {
    id = item.id
    self.directory = directory
    addresses = Set([item.name.text] + item.values.aliases.map(\.text))
    texts = []
    for field in [Field.name, .comment] {
      if case .text(let text) = item.values[field] { texts.insert(text) }
    }
    for listed in try directory.runs() {
      guard let changes = try directory.run(listed.number)?.start.changes, changes.holds(id),
        let documents = try? ChangeDocument.documents(in: changes)
      else { continue }
      for document in documents where document.id == id {
        addresses.formUnion(document.personalTexts.addresses)
        texts.formUnion(document.personalTexts.texts)
      }
    }
    texts = texts.filter { $0.utf8.count > 2 }
  }

  /// What the journal says once the person is taken out; an address that somebody else has by now
  /// stays where others are concerned.
  func redaction(in snapshot: Snapshot) throws(StoreError) -> Redaction {
    let stand = Redaction.name(of: id)
    let taken = snapshot.takenAddresses
    let free = addresses.filter { !taken.contains(Address(canonical: $0)) }
    var redaction = Redaction(
      id: id, names: free.sorted { $0.bytesPrecede($1) }.map { Address(canonical: $0) })
    for listed in try directory.runs() {
      guard let run = try directory.run(listed.number) else { continue }
      let changes = run.start.changes.map { self.changes($0, free, stand.text) }
      let findings = run.start.findings.map { self.findings($0, free, stand.text) }
      let allowances = run.start.allowances.map { allowance in
        free.reduce(allowance) { $0.replacing($1, with: stand.text) }
      }
      if changes != run.start.changes || findings != run.start.findings
        || allowances != run.start.allowances
      {
        redaction.journals.append(
          Redaction.Journal(
            run: run.number, changes: changes, findings: findings, allowances: allowances))
      }
    }
    return redaction
  }

  private func changes(_ text: String, _ free: Set<String>, _ stand: String) -> String {
    var text = text
    if text.holds(id), let documents = try? ChangeDocument.documents(in: text) {
      text = JSONText.compact(
        documents.map { $0.id == id ? $0.redacted(as: stand) : $0 })
    }
    for address in free { text = text.replacing(address, with: stand) }
    return text
  }

  private func findings(_ text: String, _ free: Set<String>, _ stand: String) -> String {
    guard addresses.contains(where: text.holds) else { return text }
    guard let documents = try? FindingDocument.documents(in: text) else {
      return free.reduce(text) { $0.replacing($1, with: stand) }
    }
    return JSONText.compact(
      documents.map { finding in
        let told = [finding.message, finding.subject ?? "", finding.allow ?? ""]
        guard
          addresses.contains(where: { address in
            (told + (finding.subjects ?? [])).contains { $0.holds(address) }
          })
        else { return finding }
        func masked(_ text: String) -> String {
          let nameless = texts.reduce(text) { $0.replacing($1, with: ValueDocument.mask) }
          return free.reduce(nameless) { $0.replacing($1, with: stand) }
        }
        var finding = finding
        finding.message = masked(finding.message)
        finding.subject = finding.subject.map(masked)
        finding.subjects = finding.subjects?.map(masked)
        finding.allow = finding.allow.map(masked)
        return finding
      })
  }
}

extension String {
  fileprivate func holds(_ part: String) -> Bool { offset(of: Array(part.utf8), from: 0) != nil }

  private func offset(of part: [UInt8], from start: Int) -> Int? {
    var text = self
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, let first = part.first else { return nil }
      var next = start
      while next + part.count <= bytes.count,
        let found = memchr(base + next, Int32(first), bytes.count - next - part.count + 1)
      {
        let offset = UnsafeRawPointer(base).distance(to: found)
        if memcmp(found, part, part.count) == 0 { return offset }
        next = offset + 1
      }
      return nil
    }
  }

  /// The same with `part` exchanged wherever it stands for itself, and not within another name.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    let part = Array(part.utf8)
    guard !part.isEmpty, var next = offset(of: part, from: 0) else { return self }
    let bytes = Array(utf8)
    var result: [UInt8] = []
    var start = 0
    while true {
      let end = next + part.count
      let isWhole =
        (next == 0 || !Self.continuesName(bytes[next - 1]))
        && (end == bytes.count || !Self.continuesName(bytes[end])
          || (bytes[end] == UInt8(ascii: ".")
            && (end + 1 == bytes.count || !Self.continuesName(bytes[end + 1]))))
      result += bytes[start..<next]
      result += isWhole ? Array(other.utf8) : part
      start = end
      guard let following = offset(of: part, from: start) else { break }
      next = following
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || "._-".utf8.contains(byte) || byte >= 0x80
  }
}
