import MailModel

/// Refuses a manifest without users while the store owns some: most likely the wrong file.
struct EmptyManifest: Guard {
  static let name = "empty-manifest"
  static let judgesManifest = true

  func findings(in input: GuardInput) -> [Finding] {
    let listed = input.comparison.listedCount
    let owned = input.owned
    let sentence =
      "the manifest lists \(listed.counted("account")), the store owns \(owned)"
    guard listed == 0, owned > 0 else { return [Self.passed(sentence, base: owned)] }
    return [
      Finding(
        Self.name, .refused, measured: owned, limit: 0, base: owned,
        message: "the manifest lists no accounts, but the store owns \(owned)")
    ]
  }
}
