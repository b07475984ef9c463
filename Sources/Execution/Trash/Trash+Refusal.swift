import MailModel
import Planning
import Stores

extension Trash {
  /// Why an item does not come back, or is not erased; but for `interrupted` and `adopted`, nothing
  /// was changed.
  package enum Refusal: Error {
    case unknown(String)
    /// A bare name that fits more than one item.
    case ambiguous(String, items: [String])
    /// Somebody else has the address.
    case addressTaken(Address)
    /// Its domain is not the site's own, which would take all mail to it.
    case undeclaredDomain(Address)
    /// A run that had stopped half-way was completed first, and brought it back.
    case alreadyRestored(Address, run: Int)
    /// The same, for mail of an account that lives.
    case alreadyGiven(Address, Mailbox, run: Int)
    /// What was taken in just now, and lies in the trash, does not come back.
    indirect case adopted(TrashItem, Refusal)
    /// The mail would come back to a place inside or around another account's mail home.
    case nested(TrashItem, NestedHomes.Relation)
    /// Nothing tells whose mail a folder holds.
    case nameless(String)
    /// The folder is the mail of this account, which lives and has lost it.
    case ofLiveAccount(String, Address)
    /// The folder is the mail home of this account, which lives and has none in its place; the path in
    /// the mail folder.
    case moved(String, LiveAccount)
    /// A folder has no mail where folders of the trash have it.
    case shapeless(String)
    /// A folder is a mail home, or holds one as `mail`, and nothing tells which.
    case twofold(String)
    /// The mail home of somebody else lies in the home that nobody knows.
    case around(String, NestedHomes.Holder)
    /// The item has a folder, so that its record is still of use.
    case stillThere(TrashItem)
    /// The licence limit would be passed.
    case noSeat(limit: Int)
    /// A guard refuses.
    case refused(Finding)
    /// The run stopped half-way, for this reason; the same command goes on.
    case interrupted(run: Int, StoreError)
    /// Mail is still on its way to whoever had a name that the item takes.
    case awaited(RunError)
    case store(StoreError)
  }
}
