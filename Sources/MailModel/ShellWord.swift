extension String {
  /// The text as one word of a command line to type, in quotes where a shell would take it apart.
  package var asShellWord: String {
    let isPlain =
      !isEmpty && utf8.first != UInt8(ascii: "#") && utf8.first != UInt8(ascii: "~")
      && utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
          true
        default: "@%+=:,./-_#~".utf8.contains($0)
        }
      }
    if isPlain { return self }
    let parts = split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
