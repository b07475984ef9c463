/// What differs between the databases in which Dovecot and Postfix find a store.
package struct ServerDriver: Hashable, Sendable {
  /// What both servers call it.
  let name: String
  /// The store as an administrator names it, without credentials.
  let store: String
  /// Where the database is, as a line of Dovecot's SQL settings.
  let dovecotConnection: String
  /// The same as lines of a Postfix map.
  let postfixConnection: String
  /// The moment of a query, in seconds since 1970.
  let now: String

  /// The function that finds a text in another, counted from 1.
  let positionFunction: String

  func position(_ text: String, _ wanted: String) -> String {
    "\(positionFunction)(\(text), \(wanted))"
  }

  /// A database file, which the servers open themselves.
  package static func sqlite(_ path: String) -> ServerDriver {
    ServerDriver(
      name: "sqlite", store: "sqlite:\(path)", dovecotConnection: "connect = \(path)",
      postfixConnection: "dbpath = \(path)", now: "unixepoch()", positionFunction: "instr")
  }
}
