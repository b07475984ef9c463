/// Mail homes that lie in one another, told by their paths alone.
///
/// What is moved or erased with the outer one would take the inner one's mail along, uncounted.
package struct NestedHomes: Sendable {
  /// A mail home and whose it is, in words.
  package struct Holder: Hashable, Sendable {
    package var home: String
    package var name: String

    package init(_ home: String, of name: String) {
      self.home = home
      self.name = name
    }
  }

  /// How one home lies to that of another account.
  package enum Relation: Hashable, Sendable {
    case inside(Holder)
    case around(Holder)
    /// Both names lead to one folder.
    case same(Holder)

    package var other: Holder {
      switch self {
      case .inside(let holder), .around(let holder), .same(let holder): holder
      }
    }

    /// `lies inside the mail home of ann@school.example (ann)`.
    package var description: String {
      let home = "the mail home of \(other.name) (\(other.home))"
      return switch self {
      case .inside: "lies inside \(home)"
      case .around: "lies around \(home)"
      case .same: "is \(home)"
      }
    }
  }

  /// One of the homes that each lies in or around, by home.
  private var relations: [String: Relation] = [:]

  package init() {}

  /// Sorted by folders, a home is followed by everything inside it.
  package init(_ holders: [Holder]) {
    let paths = holders.map { (key: Self.key(of: $0.home), holder: $0) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var around: [(key: [UInt8], holder: Holder)] = []
    for path in paths {
      while let outer = around.last, !Self.contains(outer.key, path.key) { around.removeLast() }
      if let outer = around.last {
        let isSame = outer.key == path.key
        note(path.holder.home, isSame ? .same(outer.holder) : .inside(outer.holder))
        note(outer.holder.home, isSame ? .same(path.holder) : .around(path.holder))
      }
      around.append(path)
    }
  }

  package var isEmpty: Bool { relations.isEmpty }

  /// How many homes are concerned.
  package var count: Int { relations.count }

  /// nil for a home that lies beside all others.
  package subscript(home: String) -> Relation? { relations[home] }

  private mutating func note(_ home: String, _ relation: Relation) {
    if relations[home] == nil { relations[home] = relation }
  }

  /// The path without what does not count, its slashes below every letter.
  private static func key(of home: String) -> [UInt8] {
    let parts = home.utf8.split(separator: UInt8(ascii: "/"))
      .filter { !$0.elementsEqual([UInt8(ascii: ".")]) }
    // Some file systems take no notice of case.
    return Array(parts.joined(separator: [0])).map(\.asciiLowercased)
  }

  private static func contains(_ outer: [UInt8], _ inner: [UInt8]) -> Bool {
    guard inner.starts(with: outer) else { return false }
    // The mail root itself holds everything.
    return outer.isEmpty || inner.count == outer.count || inner[outer.count] == 0
  }
}

extension LiveAccounts {
  /// The homes of these accounts and of `others` that lie in one another.
  ///
  /// Homes of one depth lie beside each other, and mostly that is all there is to see.
  package func nestedHomes(with others: [NestedHomes.Holder] = []) -> NestedHomes {
    var shapes = Set(others.map { Shape(of: $0.home.utf8) })
    let view = view
    var last: Shape?
    for row in 0..<view.rows.count {
      let shape = Shape(of: view.homeBytes(row))
      if shape != last { shapes.insert(shape) }
      last = shape
    }
    guard shapes.count > 1 || shapes.contains(where: { !$0.isPlain }) else { return NestedHomes() }
    return NestedHomes(
      (0..<view.rows.count).map {
        NestedHomes.Holder(
          String(decoding: view.homeBytes($0), as: UTF8.self), of: view.rows.address($0).text)
      } + others)
  }

  /// What tells without a look at any other that a home lies in none.
  private struct Shape: Hashable {
    private(set) var depth = 0
    /// False for a path that another spelling may mean too.
    private(set) var isPlain = true

    init(of home: some Sequence<UInt8>) {
      var start = true
      for byte in home {
        if byte == UInt8(ascii: "/") {
          if start { isPlain = false }
          depth += 1
          start = true
        } else {
          if byte.asciiLowercased != byte || start && byte == UInt8(ascii: ".") { isPlain = false }
          start = false
        }
      }
      if start { isPlain = false }
    }
  }
}
