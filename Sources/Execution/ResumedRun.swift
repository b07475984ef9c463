import MailModel
import Stores

/// What became of a run that had stopped half-way.
package struct ResumedRun: Sendable, Hashable {
  package var number: Int
  package var kind: RunRecord.Kind
  /// Steps that were done before the run stopped.
  package var done: [Address]
  /// Announced steps that are done now.
  package var completed: [Address] = []
  /// Announced steps that were given up: the accounts, or trash items, are as before them.
  package var givenUp: [Address] = []
  /// Mail that is not where the store alone would tell.
  package var places: [MailPlace] = []

  init(_ run: RunRecord) {
    number = run.number
    kind = run.start.kind
    done = run.steps.filter { $0.state == .done }.map(\.account)
  }
}

/// Where the mail of an account lies that somebody changed by hand while it was being removed.
package struct MailPlace: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// Listed in the trash, as `NAME#RUN`, for an account that is gone.
    case trash(String)
    /// At a home in the mail folder.
    case home(String)
    /// In a folder of the trash that is not listed, since something else stands in its place.
    case item(String)
    /// At this home or in the trash, whose record of it is gone.
    case unknownItem(home: String)
  }

  package var account: Address
  package var place: Place

  init(_ account: Address, _ place: Place) {
    self.account = account
    self.place = place
  }
}
