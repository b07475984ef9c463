import System

extension SystemError {
  /// The same as an error of a mailbox that cannot be counted.
  var unreadable: StoreError { .mailUnreadable(path, words) }

  var asStoreError: StoreError { .file(path, words) }
}
