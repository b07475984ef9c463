import Glibc

/// What the process is told from outside.
package enum Environment {
  /// An environment variable; nil when it is not set.
  package static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// An environment variable that is set to something; nil otherwise.
  package static func named(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The system's name for the user of this process.
  package static var loginName: String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "" }
    return String(cString: name)
  }
}
