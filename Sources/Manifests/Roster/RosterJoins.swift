import MailModel

/// The joined files of one roster, read to the end and ready to be asked for each of its rows.
struct RosterJoins {
  /// False when one can't be used: then the roster's rows give no accounts.
  private(set) var isWhole = true
  /// By join: the one that it goes by, nil for one that goes by the roster's own file.
  private let parents: [Int?]
  private let joins: [RosterJoin]
  private let sources: [CSVTable.Source?]
  /// What is used of joined files, each with the place that names it.
  private let uses: [(column: JoinedColumn, place: PackedPlace)]
  private var tables: [JoinedRows]
  private var texts = NameTable()
  /// By join: the rows that fit its conditions.
  private(set) var counts: [Int]
  /// By join that goes by the roster's own file: the numbers of the columns it goes by.
  private var rosterKeys: [Int: [Int]] = [:]

  /// Reads the files, given by join; nil is one that can't be read, which was told.
  init(_ roster: Roster, _ sources: [CSVTable.Source?], bytes: (Int) -> [UInt8]) {
    let joins = roster.joins
    self.joins = joins
    self.sources = sources
    parents = joins.indices.map { index in
      joins[index].keys.first.flatMap { JoinedColumn($0.known, among: joins[..<index])?.join }
    }
    uses = roster.uses.compactMap { name, place in
      JoinedColumn(name, among: joins).map { ($0, place) }
    }
    tables = joins.map { _ in JoinedRows(columns: []) }
    counts = joins.map { _ in 0 }
    // From the last on, so that each finds what stands behind it.
    for index in joins.indices.reversed() {
      guard let source = sources[index] else {
        isWhole = false
        continue
      }
      let isRead = bytes(source.file).withUnsafeBytes { file in
        CSVTable.read(file, source) { read(&$0, of: index) } ?? false
      }
      if !isRead { isWhole = false }
    }
  }

  var hasAny: Bool { !joins.isEmpty }

  /// The columns of joined files that the roster uses.
  var columns: [JoinedColumn] {
    joins.indices.filter { parents[$0] == nil }.flatMap { tables[$0].columns }
  }

  func text(_ number: Int32) -> String { texts[Int(number)] }

  func hasText(_ number: Int32, _ text: [UInt8]) -> Bool { texts.isEqual(Int(number), text) }

  func append(_ number: Int32, to result: inout [UInt8]) { texts.append(Int(number), to: &result) }

  /// Looks up the columns of the roster's file that joins go by; false, and told, when one lacks.
  mutating func resolve(in table: CSVTable) -> Bool {
    var isWhole = true
    for (index, join) in joins.enumerated() where parents[index] == nil {
      rosterKeys[index] = join.keys.compactMap { key in
        number(of: key.known, at: key.knownPlace, in: table)
      }
      if rosterKeys[index]?.count != join.keys.count { isWhole = false }
    }
    return isWhole
  }

  /// What the joined files say for a row of the roster's file, column by column.
  ///
  /// - Returns: The bits of the joins that have a row.
  func look(_ table: CSVTable, into cells: inout [JoinedRows.Cell], _ key: inout [UInt8]) -> UInt32
  {
    cells.removeAll(keepingCapacity: true)
    var found: UInt32 = 0
    for index in joins.indices where parents[index] == nil {
      found |= look(index, rosterKeys[index, default: []], table, into: &cells, &key)
    }
    return found
  }

  /// The first join without a row, though one must be there.
  func missing(_ found: UInt32) -> (name: String, path: String)? {
    let index = joins.indices.first { index in
      guard found & JoinedRows.bit(index) == 0, !joins[index].isOptional else { return false }
      return parents[index].map { found & JoinedRows.bit($0) != 0 } ?? true
    }
    return index.map { (joins[$0].name, sources[$0]?.path ?? "") }
  }

  /// The column of the roster's file that leads to a column of a joined one.
  func rosterColumn(of column: JoinedColumn) -> Int {
    var join = column.join
    while let parent = parents[join] { join = parent }
    return rosterKeys[join]?.first ?? 0
  }

  /// The column of the roster's file that leads to the join of this name.
  func rosterColumn(ofJoin name: String) -> Int {
    let index = joins.firstIndex { $0.name.sameBytes(as: name) } ?? 0
    return rosterColumn(of: JoinedColumn(join: index, column: ""))
  }

  func describe(_ column: JoinedColumn) -> String { "\(joins[column.join].name).\(column.column)" }

  private func number(of column: String, at place: PackedPlace, in table: CSVTable) -> Int? {
    if let number = table.number(of: column) { return number }
    let source = table.source
    if table.reportSeparator(at: source.list.place(place)) { return nil }
    source.list.add(
      .unknownColumn(column, in: source.path, known: table.header, at: source.list.place(place)))
    return nil
  }

  private func look(
    _ join: Int, _ keyColumns: [Int], _ table: CSVTable, into cells: inout [JoinedRows.Cell],
    _ key: inout [UInt8]
  ) -> UInt32 {
    if Self.readKey(keyColumns, table, into: &key), let number = tables[join].find(key) {
      cells.append(contentsOf: tables[join].cells(ofKey: number))
      return tables[join].joins(ofKey: number)
    }
    // Its columns are empty then, and stand nowhere.
    for _ in tables[join].columns { cells.append(JoinedRows.Cell(value: 0)) }
    return 0
  }

  /// False for a row whose key is empty: it belongs to no other.
  private static func readKey(
    _ columns: [Int], _ table: CSVTable, into key: inout [UInt8]
  ) -> Bool {
    key.removeAll(keepingCapacity: true)
    if columns.count == 1 {
      table.reader.append(columns[0], to: &key)
      return !key.isEmpty
    }
    var isEmpty = true
    for column in columns {
      let start = key.count
      table.reader.append(column, to: &key)
      if key.count > start { isEmpty = false }
      // The length behind each tells `a`, `bc` from `ab`, `c`.
      withUnsafeBytes(of: UInt64(key.count - start)) { key.append(contentsOf: $0) }
    }
    return !isEmpty
  }
}

extension RosterJoins {
  /// The numbers of what is needed of a joined file.
  private struct Columns {
    var keys: [Int] = []
    var conditions: [RosterCondition] = []
    var used: [Int] = []
    /// By join that goes by this file.
    var behind: [(join: Int, keys: [Int])] = []
  }

  /// Reads the rows of a joined file; false, and told, when they can't be used.
  private mutating func read(_ table: inout CSVTable, of join: Int) -> Bool {
    _ = [UInt8]().withUnsafeBytes { texts.insert($0) }
    let columns = columns(of: join, in: table)
    var rows = JoinedRows(columns: [])
    if let columns {
      let names = columns.used.map { JoinedColumn(join: join, column: table.header[$0]) }
      rows = JoinedRows(columns: names + columns.behind.flatMap { tables[$0.join].columns })
    }
    var key: [UInt8] = []
    var cells: [JoinedRows.Cell] = []
    while table.advance() {
      guard let columns,
        columns.conditions.allSatisfy({ $0.holds { table.reader.hasValue($0, $1) } })
      else { continue }
      counts[join] += 1
      cells.removeAll(keepingCapacity: true)
      for number in columns.used { cells.append(cell(number, table, &key)) }
      var found = JoinedRows.bit(join)
      for (behind, keys) in columns.behind {
        found |= look(behind, keys, table, into: &cells, &key)
      }
      guard Self.readKey(columns.keys, table, into: &key) else { continue }
      rows.take(key, joins: found, row: table.place(0), cells)
    }
    tables[join] = rows
    guard columns != nil else { return false }
    return tellEmpty(join)
  }

  private mutating func cell(
    _ number: Int, _ table: CSVTable, _ text: inout [UInt8]
  ) -> JoinedRows.Cell {
    text.removeAll(keepingCapacity: true)
    table.reader.append(number, to: &text)
    let value = text.withUnsafeBytes { texts.insert($0).number }
    return JoinedRows.Cell(value: Int32(value), place: table.place(number))
  }

  /// nil, and told, when the header lacks one of them.
  private func columns(of join: Int, in table: CSVTable) -> Columns? {
    var result = Columns()
    var isWhole = true
    func find(_ column: String, _ place: PackedPlace) -> Int? {
      let found = number(of: column, at: place, in: table)
      if found == nil { isWhole = false }
      return found
    }
    result.keys = joins[join].keys.compactMap { find($0.column, $0.columnPlace) }
    for var condition in joins[join].conditions {
      condition.number = find(condition.column, condition.place) ?? 0
      result.conditions.append(condition)
    }
    for (column, place) in uses where column.join == join {
      guard let number = find(column.column, place), !result.used.contains(number) else { continue }
      result.used.append(number)
    }
    for (index, parent) in parents.enumerated() where parent == join {
      let keys = joins[index].keys.compactMap { key in
        JoinedColumn(key.known, among: joins[..<index]).flatMap { find($0.column, key.knownPlace) }
      }
      result.behind.append((index, keys))
    }
    return isWhole ? result : nil
  }

  /// False when no row was taken though one must be there; both cases are told.
  private func tellEmpty(_ join: Int) -> Bool {
    guard counts[join] == 0, let source = sources[join] else { return true }
    let isOptional = joins[join].isOptional
    if !source.list.hasErrors {
      let place = source.list.place(joins[join].place)
      source.list.add(.noJoinedRows(source.path, isOptional: isOptional, at: place))
    }
    return isOptional
  }
}
