/// Where an in-memory store stands in an effect, for tests of what a crash leaves.
package enum Moment: Sendable, Hashable, CaseIterable {
  /// Nothing has been done.
  case before
  /// All has been done, the caller has not heard of it.
  case after
}

/// Called around every effect of an in-memory store with the function's name, such as `begin`.
///
/// What it throws ends the effect: nothing is written at `before`, everything at `after`.
package typealias Interruption =
  @Sendable (_ effect: String, _ moment: Moment) throws(StoreError) -> Void
