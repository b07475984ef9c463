import MailModel

/// Reads the fields that users and group defaults share into an image.
///
/// One reader serves every entry: it keeps its memory between them.
struct FieldReader {
  private(set) var builder = ImageBuilder()
  /// What `defaults` say of mail that lies in the trash.
  var mail: DesiredAccounts.Extra.Mail?
  /// The packed place of the entry that is read.
  private var owner: UInt64 = 0
  private var addresses = AddressList()
  private var address: [UInt8] = []
  private var canonical: [UInt8] = []
  private let forwardTable = KeyTable<ForwardKey>()
  private let assistantTable = KeyTable<AssistantKey>()
  private let autoresponderTable = KeyTable<AutoresponderKey>()

  init() {}

  mutating func begin(owner: PackedPlace) {
    builder.removeAll()
    self.owner = owner.rawValue
  }

  mutating func setEmpty(_ field: Field) {
    builder.set(field, UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Takes what `defaults` gives and this entry does not say.
  mutating func complete(from defaults: ImageBuilder) {
    let missing = FieldSet(rawValue: defaults.fields.rawValue & ~builder.fields.rawValue)
    guard missing.rawValue != 0 else { return }
    for field in missing.fields {
      defaults.withBytes(of: field) { builder.set(field, $0) }
    }
  }

  /// Reads the value of a field that a user or defaults say at `key`.
  ///
  /// - Precondition: The value is not null.
  /// - Returns: The number of the group; nil when it says none.
  @inline(__always)
  @discardableResult
  mutating func read(
    _ field: Field, at key: PackedPlace, _ node: Int, _ values: ValueReader,
    ofRoster: Bool = false, _ draft: inout ManifestBuilder
  ) -> Int? {
    switch field.kind {
    case .line:
      if let text = values.line(node, field.traits.label) { builder.set(field, text) }
    case .groupName: return readGroup(node, values, &draft)
    case .flag: readFlag(field, node, values)
    case .quota: readQuota(node, values)
    case .password: readPassword(node, values)
    case .addresses: readAliases(key, node, values, &draft)
    case .forward: readForward(key, node, values, &draft)
    case .assistant: readAssistant(key, node, values, &draft)
    case .autoresponder: readAutoresponder(key, node, values, ofRoster: ofRoster, &draft)
    case .services: readServices(node, values)
    case .address: preconditionFailure("\(field.key) is a group's own")
    }
    return nil
  }

  private mutating func readFlag(_ field: Field, _ node: Int, _ values: ValueReader) {
    guard let flag = values.flag(node, field.traits.label) else { return }
    if flag == field.traits.isTrueWhenEmpty { return setEmpty(field) }
    withUnsafeBytes(of: UInt8(flag ? 1 : 0)) { builder.set(field, $0) }
  }

  private mutating func readServices(_ node: Int, _ values: ValueReader) {
    guard values.tree.kind(node) == .sequence else {
      values.reportType(node, "services", "a list")
      return
    }
    var services: ServiceSet = []
    for item in values.tree.children(of: node) {
      guard let text = values.name(item, "a service") else { continue }
      let word = String(decoding: text, as: UTF8.self)
      guard let service = ServiceSet(word: word) else {
        values.list.add(.unknownService(shown(text), at: values.place(item)))
        continue
      }
      services.formUnion(service)
    }
    builder.set(.services, .services(services))
  }

  @inline(__always)
  private mutating func readQuota(_ node: Int, _ values: ValueReader) {
    guard let bytes = values.quota(node) else { return }
    if bytes == 0 {
      setEmpty(.quota)
    } else {
      withUnsafeBytes(of: bytes.littleEndian) { builder.set(.quota, $0) }
    }
  }

  /// - Returns: The number of the group; nil when the value is none.
  @inline(__always)
  private mutating func readGroup(
    _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Int? {
    guard let text = values.name(node, "group") else { return nil }
    guard Names.group(text, into: &canonical) else {
      draft.list.add(.invalidName(text, "a group name", at: values.place(node)))
      return nil
    }
    canonical.withUnsafeBytes { builder.set(.group, $0) }
    return draft.group(canonical)
  }

  private mutating func readPassword(_ node: Int, _ values: ValueReader) {
    // A secret's canonical bytes are its text.
    if let hash = SecretText.hash(node, "password", values) { builder.set(.password, hash) }
  }

  private mutating func readAliases(
    _ key: PackedPlace, _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    guard values.tree.kind(node) == .sequence else {
      values.reportType(node, "aliases", "a list")
      return
    }
    addresses.removeAll()
    mention(.aliases, key, &draft)
    var item = node + 1
    let end = values.tree.next(node)
    while item < end {
      if let text = values.name(item, "an alias") {
        switch Names.account(text, in: draft, into: &address) {
        case .invalid:
          draft.list.add(.invalidName(text, "an account name", at: values.place(item)))
        case .missingDomain:
          draft.reportMissingDomain(text, at: values.tree.place(item))
        case .fine:
          if addresses.insert(address) {
            draft.addAliasDomain(of: address)
            let place = values.tree.place(item)
            mention(.aliases, place, &draft, of: address)
            if draft.notesGroups { draft.noteAlias(address, at: place, file: place.file) }
          } else {
            draft.list.add(.duplicateAlias(shown(text), at: values.place(item)))
          }
        }
      }
      item = values.tree.next(item)
    }
    canonical.removeAll(keepingCapacity: true)
    addresses.write(to: &canonical)
    canonical.withUnsafeBytes { builder.set(.aliases, $0) }
  }

  private mutating func readForward(
    _ key: PackedPlace, _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    var flags: UInt8 = 3
    var targets: Bool?
    let isMapping = values.forEachPair(of: node, forwardTable, "forward") { name, value in
      switch name {
      case .to: targets = readTargets(.forward, value, values, &draft)
      case .keep:
        if values.flag(value, "keep") == false { flags &= ~1 }
      case .enabled:
        if values.flag(value, "enabled") == false { flags &= ~2 }
      }
    }
    if isMapping { finishTargets(.forward, flags, key, node, targets, values, &draft) }
  }

  private mutating func readAssistant(
    _ key: PackedPlace, _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    var flags: UInt8 = 0
    var targets: Bool?
    let isMapping = values.forEachPair(of: node, assistantTable, "assistant") { name, value in
      switch name {
      case .to: targets = readTargets(.assistant, value, values, &draft)
      case .only:
        if values.flag(value, "only") == true { flags = 1 }
      }
    }
    if isMapping { finishTargets(.assistant, flags, key, node, targets, values, &draft) }
  }

  /// Sets a field made of flags and the targets read before; `targets` is nil when the key was
  /// left out and false when no target could be read.
  private mutating func finishTargets(
    _ field: Field, _ flags: UInt8, _ key: PackedPlace, _ node: Int, _ targets: Bool?,
    _ values: ValueReader, _ draft: inout ManifestBuilder
  ) {
    guard let targets else {
      draft.list.add(.missingKey("to", of: field.key, at: values.place(node)))
      return
    }
    guard targets else { return }
    mention(field, key, &draft)
    canonical.removeAll(keepingCapacity: true)
    canonical.append(flags)
    addresses.write(to: &canonical)
    canonical.withUnsafeBytes { builder.set(field, $0) }
  }

  /// - Returns: True when at least one target could be read.
  private mutating func readTargets(
    _ field: Field, _ node: Int, _ values: ValueReader, _ draft: inout ManifestBuilder
  ) -> Bool {
    guard values.tree.kind(node) == .sequence else {
      values.reportType(node, "to", "a list")
      return false
    }
    addresses.removeAll()
    if values.tree.next(node) == node + 1 {
      draft.list.add(.noTargets(field.key, at: values.place(node)))
    }
    var item = node + 1
    while item < values.tree.next(node) {
      if let text = values.name(item, "a target") {
        let verdict =
          field == .forward
          ? Names.target(text, in: draft, into: &address)
          : Names.account(text, in: draft, into: &address)
        switch verdict {
        case .invalid:
          draft.list.add(.invalidTarget(text, field, at: values.place(item)))
        case .missingDomain:
          draft.reportMissingDomain(text, at: values.tree.place(item))
        case .fine:
          if addresses.insert(address) {
            mention(field, values.tree.place(item), &draft, of: address)
          }
        }
      }
      item = values.tree.next(item)
    }
    return addresses.count > 0
  }

  /// Texts of a roster's defaults stay as they are: they name columns.
  private mutating func readAutoresponder(
    _ key: PackedPlace, _ node: Int, _ values: ValueReader, ofRoster: Bool,
    _ draft: inout ManifestBuilder
  ) {
    guard let pairs = values.pairs(of: node, autoresponderTable, "autoresponder") else { return }
    guard let responder = AutoresponderEntry(pairs, node, values)?.value else { return }
    mention(.autoresponder, key, &draft)
    var texts: [AutoresponderKey: Int] = [:]
    for (key, _, value) in pairs { texts[key] = value }
    let subject = values.tree.place(texts[.subject] ?? node)
    let message = values.tree.place(texts[.message] ?? node)
    mention(.autoresponder, subject, &draft, text: MemberReply.TextNumber.subject)
    mention(.autoresponder, message, &draft, text: MemberReply.TextNumber.message)
    if ofRoster { return builder.set(.autoresponder, .autoresponder(responder)) }
    let bytes = MemberReply.bytes(
      of: responder, subjectAt: draft.list.place(subject), messageAt: draft.list.place(message),
      &draft)
    bytes?.withUnsafeBytes { builder.set(.autoresponder, $0) }
  }

  @inline(__always)
  private func mention(
    _ field: Field, _ place: PackedPlace, _ draft: inout ManifestBuilder,
    of address: [UInt8]? = nil,
    text: UInt64 = 0
  ) {
    let hash = address.map { $0.withUnsafeBytes(NameTable.wideHash) } ?? text
    draft.mentions.append(
      ManifestBuilder.Mention(owner: owner, place: place.rawValue, hash: hash, field: field))
  }
}

extension Diagnostic {
  fileprivate static func duplicateAlias(_ name: String, at place: Place) -> Diagnostic {
    .error("duplicate-alias", "the alias `\(name)` is given twice in one list", at: place)
  }

  fileprivate static func unknownService(_ word: String, at place: Place) -> Diagnostic {
    let nearest = Spelling.nearest(to: word, among: ServiceSet.allWords)
    return .error(
      "unknown-service", "`\(word)` is no service to log in to", at: place,
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "it is \(ServiceSet.allWords.dropLast().joined(separator: ", ")) or "
        + "\(ServiceSet.allWords.last ?? "")")
  }

  fileprivate static func noTargets(_ field: String, at place: Place) -> Diagnostic {
    .error(
      "empty-list", "\(field) goes to nobody", at: place,
      help: "write `\(field): null` for none")
  }

  fileprivate static func invalidTarget(
    _ text: UnsafeRawBufferPointer, _ field: Field, at place: Place
  ) -> Diagnostic {
    let code = "invalid-address"
    if let diagnostic = catchAll(text, code: code, at: place)
      ?? builtInName(text, code: code, at: place) ?? tooLong(text, at: place)
      ?? invalidDomain(of: text, at: place)
    {
      return diagnostic
    }
    let isOdd = firstOdd(in: text) != nil
    let text = shown(text)
    if text.hasPrefix("|") || text.hasPrefix("/") || text.hasPrefix(":") || text.hasPrefix("\"|")
      || text.hasPrefix("~/")
    {
      return .error(
        "unsafe-target", "`\(text)` is a command, a file or a list, not an address", at: place,
        help: "only addresses can be targets")
    }
    return .error(
      "invalid-address", "`\(text)` is not an address that mail can go to", at: place,
      help: field == .assistant
        ? "name an account of this manifest"
        : isOdd ? "only the domain may go beyond ASCII; SMTPUTF8 is not supported" : nil)
  }
}
