import Foundation
import Testing

/// Expects `text` to be, byte for byte, what the golden `name` holds.
///
/// Goldens lie in the nearest folder `Goldens` at or above the test file. With ROLLBOOK_GOLDENS=1
/// a golden that differs is rewritten, and the rewriting run fails: what changed is to be read
/// before it is kept.
package func expectGolden(
  _ text: String, _ name: String, file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) {
  guard let folder = goldenFolder(above: file) else {
    Issue.record("there is no folder Goldens at or above \(file)", sourceLocation: location)
    return
  }
  let url = folder.appendingPathComponent(name)
  let golden = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
  if let golden, golden.utf8.elementsEqual(text.utf8) { return }
  if ProcessInfo.processInfo.environment["ROLLBOOK_GOLDENS"] == "1" {
    do {
      try Data(text.utf8).write(to: url)
      Issue.record("rewrote \(name); read the difference", sourceLocation: location)
    } catch {
      Issue.record("cannot write \(url.path): \(error)", sourceLocation: location)
    }
  } else if let golden {
    Issue.record(
      "\(name) differs: \(firstDifference(golden, text)); ROLLBOOK_GOLDENS=1 rewrites it",
      sourceLocation: location)
  } else {
    Issue.record(
      "there is no golden \(name); ROLLBOOK_GOLDENS=1 writes it", sourceLocation: location)
  }
}

private func goldenFolder(above file: String) -> URL? {
  var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
  while folder.path != "/" {
    let goldens = folder.appendingPathComponent("Goldens")
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: goldens.path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      return goldens
    }
    // The folder of a test target is the last that may hold them.
    if folder.lastPathComponent.hasSuffix("Tests") { return nil }
    folder = folder.deletingLastPathComponent()
  }
  return nil
}

private func firstDifference(_ golden: String, _ text: String) -> String {
  let expected = golden.utf8.split(separator: 10, omittingEmptySubsequences: false)
  let actual = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
  for index in 0..<max(expected.count, actual.count) {
    let old = index < expected.count ? String(decoding: expected[index], as: UTF8.self) : nil
    let new = index < actual.count ? String(decoding: actual[index], as: UTF8.self) : nil
    if let old, let new, old.utf8.elementsEqual(new.utf8) { continue }
    return "line \(index + 1) should be \(old.debugDescription), is \(new.debugDescription)"
  }
  return "nothing"
}
