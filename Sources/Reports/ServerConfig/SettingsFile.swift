/// A file of a server's settings, with who may read it.
package struct SettingsFile: Hashable, Sendable {
  /// Relative to the folder of the settings.
  package let name: String
  package let mode: UInt32
  package let owner: String
  package let group: String
  package let text: String

  init(_ name: String, _ mode: UInt32, group: String = "root", _ text: String) {
    self.name = name
    self.mode = mode
    owner = "root"
    self.group = group
    self.text = text.hasSuffix("\n") ? text : text + "\n"
  }
}

extension [SettingsFile] {
  /// All files one after the other, each under its path, owner and mode.
  package func listing(in folder: String) -> String {
    map { file in
      let mode = String(file.mode, radix: 8)
      return "### \(folder)/\(file.name)  \(file.owner):\(file.group) 0\(mode)\n\n\(file.text)"
    }.joined(separator: "\n")
  }
}
