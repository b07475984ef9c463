import MailModel

/// Where the mail folder and the store tell different stories: a store from a backup, a row deleted
/// by hand, a folder that somebody moved.
package struct MailDifference: Sendable, Hashable {
  /// Mail homes that no account and no item of the trash has, sorted.
  package var homes: [String] = []
  /// Those of them that lie inside the home of an account, and would go along with it.
  package var nested: [String] = []
  /// Folders of the trash that no item has, sorted.
  package var folders: [String] = []
  /// Mail homes in items of the trash beside the items' own mail, sorted.
  package var inItems: [String] = []
  /// Live accounts in whose mail home a removal's placeholder stands.
  package var withoutMail: [Address] = []
  /// Items of the trash that have no folder there.
  package var missing: [TrashItem] = []

  package init() {}

  package var isEmpty: Bool { self == MailDifference() }

  /// How many homes and folders belong to nobody.
  package var unknown: Int { homes.count + folders.count }
}
