import Execution
import Stores

extension Site {
  func mailCheck(by reader: any DirectoryReader) -> MailCheck {
    MailCheck(directory: reader, mail: storage, location: location)
  }
}
