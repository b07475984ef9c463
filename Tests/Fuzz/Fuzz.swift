import MailModel
import Manifests

#if canImport(Glibc)
import Glibc
#endif

/// Reads what libFuzzer makes up as a manifest and lays it out, or as a roster's files where
/// `FUZZ_ROSTERS` is set; `make fuzz` builds and runs it, nothing else does.
///
/// libFuzzer brings `main` and watches for crashes and hangs. What it cannot know is how much
/// memory a file of this size may cost, and that each mistake is told on one line with its place.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: size))
  let files = readsRosters ? RosterInput(bytes).files : ["rollbook.yaml": bytes]
  let memory = MemoryWatch(size)
  let reading = ManifestReader(files: ["rollbook.yaml"]) { path in
    files[path].map { .success($0) } ?? .failure(LoadFailure("no such file"))
  }.read()
  memory?.check()
  let isExplained = reading.diagnostics.allSatisfy { diagnostic in
    !diagnostic.message.utf8.contains { $0 < 0x20 }
      && (diagnostic.place != nil || diagnostic.code == "too-many-mistakes")
  }
  precondition(isExplained, "a mistake without a place, or a message of several lines")
  if readsRosters { return 0 }
  let laidOut = LayoutWriter.layout(ofAnyText: bytes, path: "rollbook.yaml")
  let again = LayoutWriter.layout(ofAnyText: laidOut.after, path: "rollbook.yaml")
  precondition(
    !laidOut.diagnostics.isEmpty || (again.diagnostics.isEmpty && !again.isChanged),
    "a second layout changes the first")
  return 0
}

private let readsRosters = getenv("FUZZ_ROSTERS") != nil
