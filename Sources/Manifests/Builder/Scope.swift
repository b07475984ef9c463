import MailModel

/// The groups that a file is limited to, as its `scope` says.
struct Scope {
  var place: PackedPlace
  /// At least one.
  var groups: [(name: String, place: PackedPlace)] = []
}
