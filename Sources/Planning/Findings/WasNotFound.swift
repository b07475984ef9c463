extension Finding {
  /// `was` names what there never was, so that nothing comes along.
  static func wasNotFound(_ old: String, _ new: String, _ kind: String) -> Finding {
    Finding(
      "was-not-found", .warning, subject: new, subjects: [new], measured: 1,
      message: "\(new) is added as a new \(kind): no \(kind) was ever named \(old)")
  }
}
