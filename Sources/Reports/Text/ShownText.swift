import MailModel

extension String {
  /// Safe to print and between quotes, so that its ends can be seen.
  var quoted: String { "\"\(marked.shown)\"" }

  /// As `quoted`, with everything beyond ASCII spelled out: for texts that only look equal.
  var quotedASCII: String {
    var result = ""
    for scalar in quoted.unicodeScalars {
      result += scalar.isASCII ? String(scalar) : scalar.escapedForm
    }
    return result
  }

  /// With marks before what ends or marks a quoted text.
  private var marked: String {
    var marked = ""
    for scalar in unicodeScalars {
      if scalar == "\"" || scalar == "\\" { marked.unicodeScalars.append("\\") }
      if scalar == "\n" { marked += "\\n" } else { marked.unicodeScalars.append(scalar) }
    }
    return marked
  }
}
