extension Int {
  /// `1 account`, `4 accounts`; `plural` where an s does not make one.
  func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
