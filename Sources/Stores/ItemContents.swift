import MailModel

/// All that the erasure of an item of the trash would destroy.
package struct ItemContents: Sendable, Hashable {
  /// Its mail with everything that lies beside it.
  package var mailbox: Mailbox
  /// Names of what lies in the item beside its mail, sorted.
  package var beside: [String] = []
  /// Folders outside its Maildir that hold anything, as seen from the item.
  package var folders: [String] = []

  /// Those of them that are mail homes: they have a Maildir.
  package var homes: [String] = []

  /// True where a Maildir lies in it and a folder `mail` beside that, and no record tells which of them
  /// it is.
  package var isAmbiguous = false

  /// True of a mail home that lies in the trash itself, without the folder `mail` of an item.
  package var isBare = false

  package init(_ mailbox: Mailbox) { self.mailbox = mailbox }
}
