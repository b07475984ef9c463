import MailModel
import System

extension Day {
  /// The day it is at a moment, in seconds since 1970, in `zone` (an IANA name) or in the system's
  /// zone.
  init(at seconds: Int64, in zone: String?) {
    self.init(secondsSince1970: seconds + SystemClock.offset(at: seconds, in: zone))
  }
}
