import MailModel

extension PolicyText {
  /// The policy that `text(of:)` wrote; nil for a text that it does not write.
  package static func policy(in text: String) -> Policy? {
    let lines = text.split(separator: "\n").map { "  \($0)\n" }.joined()
    let manifest = "rollbook: 1\npolicy:\n" + lines
    let reading = ManifestReader(files: ["policy"]) { _ in .success(Array(manifest.utf8)) }.read()
    guard !reading.hasErrors else { return nil }
    var policy = reading.manifest.policy
    // The site's domains are keys of their own, of which this text says nothing.
    policy.ownDomains = nil
    return policy
  }
}
