import MailModel

extension Secret {
  /// Tells two secrets apart without telling either.
  var digest: String {
    var text = revealed
    return text.withUTF8 { Digest.of(UnsafeRawBufferPointer($0)) }
  }
}
