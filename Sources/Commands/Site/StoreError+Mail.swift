import Execution
import Stores

extension StoreError {
  /// True for what keeps mail from coming back, where nothing was changed.
  var isAboutMail: Bool {
    switch self {
    case .homeTaken, .foreignMail, .noMailFolder, .file: true
    default: isOfAnItem
    }
  }
}
