// The canonical bytes of every kind of value, the one place that defines them. A field's empty
// value has no bytes at all, so "nothing to say" costs nothing and needs no special case.

extension FieldValue {
  /// The bytes that stand in images; the empty value of every field gives none.
  package var canonicalBytes: [UInt8] {
    switch self {
    case .nothing: return []
    case .text(let text): return Array(text.utf8)
    // `enabled` is empty when true, the other flags when false: see `canonicalBytes(of:)`.
    case .flag(let flag): return [flag ? 1 : 0]
    case .quota(let quota): return quota.bytes == 0 ? [] : Self.bytes(of: quota.bytes)
    case .addresses(let addresses): return Self.bytes(of: addresses)
    case .address(let address): return Array(address.text.utf8)
    case .secret(let secret): return Array(secret.revealed.utf8)
    case .forwarding(let forwarding):
      let flags: UInt8 = (forwarding.keepsCopy ? 1 : 0) | (forwarding.isEnabled ? 2 : 0)
      return [flags] + Self.bytes(of: forwarding.targets)
    case .assistant(let assistant):
      return [assistant.isOnly ? 1 : 0] + Self.bytes(of: assistant.targets)
    case .autoresponder(let responder):
      return Self.bytes(of: responder)
    case .services(let services): return services == .all ? [] : [services.rawValue]
    }
  }

  /// The canonical bytes of this value as `field`'s; none when it is the field's empty value.
  package func canonicalBytes(of field: Field) -> [UInt8] {
    if case .flag(let flag) = self, flag == field.traits.isTrueWhenEmpty { return [] }
    return canonicalBytes
  }

  /// Reads back what `canonicalBytes(of:)` wrote.
  ///
  /// - Precondition: `bytes` were written for the same field.
  package init(of field: Field, canonical bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else {
      self = field.emptyValue
      return
    }
    switch field.kind {
    case .line, .groupName:
      self = .text(String(decoding: bytes, as: UTF8.self))
    case .flag:
      self = .flag(bytes[0] == 1)
    case .quota:
      self = .quota(Quota(bytes: bytes.loadUnaligned(as: UInt64.self).littleEndian))
    case .addresses:
      self = .addresses(Self.addresses(in: bytes[...]))
    case .address:
      self = .address(Address(canonical: String(decoding: bytes, as: UTF8.self)))
    case .password:
      self = .secret(Secret(String(decoding: bytes, as: UTF8.self)))
    case .forward:
      self = .forwarding(
        Forwarding(
          targets: Self.addresses(in: bytes.dropFirst()), keepsCopy: bytes[0] & 1 != 0,
          isEnabled: bytes[0] & 2 != 0))
    case .assistant:
      self = .assistant(
        Assistant(targets: Self.addresses(in: bytes.dropFirst()), isOnly: bytes[0] & 1 != 0))
    case .autoresponder:
      self = .autoresponder(Self.autoresponder(in: bytes))
    case .services:
      self = .services(ServiceSet(rawValue: bytes[0]))
    }
  }

  /// True of bytes that `canonicalBytes(of:)` can have written for `field`.
  package static func isCanonical(_ bytes: UnsafeRawBufferPointer, of field: Field) -> Bool {
    guard let first = bytes.first else { return true }
    switch field.kind {
    case .line, .groupName, .password: return true
    case .flag: return bytes.count == 1
    case .quota: return bytes.count == 8
    case .address: return StoredValue.isAddress(bytes)
    case .addresses: return areAddresses(bytes[...])
    case .forward: return first <= 3 && areAddresses(bytes.dropFirst())
    case .assistant: return first <= 1 && areAddresses(bytes.dropFirst())
    case .autoresponder: return isAutoresponder(bytes)
    case .services: return bytes.count == 1 && first < ServiceSet.all.rawValue
    }
  }

  private static func areAddresses(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).allSatisfy {
      StoredValue.isAddress(UnsafeRawBufferPointer(rebasing: $0))
    }
  }

  private static func isAutoresponder(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let flags = bytes[0]
    let days = [2, 4].filter { flags & $0 != 0 }.count
    let head = 1 + 8 + days * 10 + 8
    guard flags <= 7, bytes.count >= head else { return false }
    func number(_ offset: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }
    let areDays = (0..<days).allSatisfy { index in
      let start = 9 + index * 10
      return Day(String(decoding: bytes[start..<start + 10], as: UTF8.self)) != nil
    }
    return areDays && StoredValue.spans.contains(Int64(clamping: number(1)))
      && number(head - 8) <= UInt64(bytes.count - head)
  }

  private static func bytes(of number: UInt64) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// Line feeds stand between addresses; none can stand inside one.
  private static func bytes(of addresses: [Address]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(addresses.reduce(0) { $0 + $1.text.utf8.count + 1 })
    for address in addresses {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      bytes.append(contentsOf: address.text.utf8)
    }
    return bytes
  }

  private static func addresses(in bytes: Slice<UnsafeRawBufferPointer>) -> [Address] {
    bytes.split(separator: UInt8(ascii: "\n")).map {
      Address(canonical: String(decoding: $0, as: UTF8.self))
    }
  }

  /// Flags, `every` in seconds, both days (10 bytes each where the flag says so), the length of
  /// the subject, the subject, the message.
  private static func bytes(of responder: Autoresponder) -> [UInt8] {
    let flags: UInt8 =
      (responder.keepsOriginal ? 1 : 0) | (responder.from != nil ? 2 : 0)
      | (responder.until != nil ? 4 : 0)
    var bytes: [UInt8] = [flags]
    bytes += Self.bytes(of: UInt64(responder.every.seconds))
    if let from = responder.from { bytes += Array(from.description.utf8) }
    if let until = responder.until { bytes += Array(until.description.utf8) }
    bytes += Self.bytes(of: UInt64(responder.subject.utf8.count))
    bytes += Array(responder.subject.utf8)
    bytes += Array(responder.message.utf8)
    return bytes
  }

  private static func autoresponder(in bytes: UnsafeRawBufferPointer) -> Autoresponder {
    var offset = 1
    func number() -> Int {
      defer { offset += 8 }
      return Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
    }
    func text(_ length: Int) -> String {
      defer { offset += length }
      return String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    }
    let flags = bytes[0]
    let every = TimeSpan(seconds: Int64(number()))
    let from = flags & 2 != 0 ? Day(text(10)) : nil
    let until = flags & 4 != 0 ? Day(text(10)) : nil
    let subject = text(number())
    return Autoresponder(
      subject: subject, message: text(bytes.count - offset), from: from, until: until,
      every: every, keepsOriginal: flags & 1 != 0)
  }
}
