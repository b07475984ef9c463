import MailModel
import Manifests
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder that is gone when the test ends.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/manifests-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  func write(_ name: String, _ text: String) throws {
    let file = try #require(fopen("\(path)/\(name)", "w"))
    fputs(text, file)
    fclose(file)
  }

  deinit { _ = system("rm -rf '\(path)'") }
}

@Suite struct DiskTests {
  @Test func globsTakeFilesInByteOrder() throws {
    let folder = try Folder()
    mkdir("\(folder.path)/years", 0o755)
    for name in ["b", "a", "B"] {
      try folder.write("years/\(name).yaml", "users: { \(name)\(name): {} }\n".lowercased())
    }
    try folder.write("m.yaml", header + "include: [\"years/[ab].yaml\", \"years/*.yaml\"]\n")
    let reading = ManifestReader(files: ["\(folder.path)/m.yaml"]).read()
    #expect(
      reading.manifest.sources.map { String($0.path.dropFirst(folder.path.count)) }
        == ["/m.yaml", "/years/a.yaml", "/years/b.yaml", "/years/B.yaml"])
  }

  @Test func aFolderThatCannotBeLookedThroughIsNotPassedOver() throws {
    // Nobody is kept out of a folder as root, but a link that leads to itself keeps out anybody.
    let folder = try Folder()
    symlink("loop", "\(folder.path)/loop")
    try folder.write("m.yaml", header + "include: [\"*/p.yaml\"]\n")
    let found = ManifestReader(files: ["\(folder.path)/m.yaml"]).read().diagnostics
    #expect(found.map(\.code) == ["unreadable-file"])
    #expect(found.first?.message.hasPrefix("\(folder.path)/loop can't be read: ") == true)
  }

  @Test func aPatternThatMultipliesByLinksEnds() throws {
    let folder = try Folder()
    for name in ["a", "b", "c", "d"] { symlink(".", "\(folder.path)/\(name)") }
    let pattern = String(repeating: "*/", count: 31) + "x.yaml"
    try folder.write("m.yaml", header + "include: [\"\(pattern)\"]\n")
    let found = ManifestReader(files: ["\(folder.path)/m.yaml"]).read().diagnostics
    #expect(found.map(\.code) == ["unreadable-file"])
  }

  @Test func linksMustNotLeadOutOfTheFolder() throws {
    let folder = try Folder()
    let other = try Folder()
    try other.write("x.yaml", "users: {}\n")
    symlink("\(other.path)/x.yaml", "\(folder.path)/x.yaml")
    symlink("m.yaml", "\(folder.path)/loop.yaml")
    try folder.write("m.yaml", header + "include: [x.yaml, \"x*.yaml\", loop.yaml, \"n*.yaml\"]\n")
    let reading = ManifestReader(files: ["\(folder.path)/m.yaml"]).read()
    #expect(
      reading.diagnostics.map(\.code) == [
        "include-outside", "include-outside", "include-cycle", "no-such-file",
      ])
  }

  @Test func foldersAndMissingFilesCannotBeRead() throws {
    let folder = try Folder()
    #expect(
      ManifestReader(files: [folder.path]).read().diagnostics.map(\.code) == ["unreadable-file"])
    #expect(
      ManifestReader(files: ["\(folder.path)/none.yaml"]).read().diagnostics.map(\.code)
        == ["no-such-file"])
  }

  @Test func digestsAreOfTheBytes() throws {
    let folder = try Folder()
    try folder.write("m.yaml", "rollbook: 1\n")
    let reading = ManifestReader(files: ["\(folder.path)/m.yaml"]).read()
    #expect(reading.manifest.digest == "")
    let manifest = reading.digested()
    let expected = Array("rollbook: 1\n".utf8).withUnsafeBytes { Digest.of($0) }
    #expect(manifest.sources.map(\.digest) == [expected])
    #expect(manifest.digest.hasPrefix("sha256:"))
  }

  @Test func onlyARegularFileIsRead() throws {
    let folder = try Folder()
    mkfifo("\(folder.path)/pipe.yaml", 0o600)
    symlink("/dev/zero", "\(folder.path)/zero.yaml")
    try folder.write("real.yaml", header)
    symlink("real.yaml", "\(folder.path)/link.yaml")
    for name in ["pipe.yaml", "zero.yaml"] {
      let found = ManifestReader(files: ["\(folder.path)/\(name)"]).read().diagnostics
      #expect(
        found.map(\.message)
          == ["\(folder.path)/\(name) can't be read: it is not a regular file"])
    }
    #expect(ManifestReader(files: ["\(folder.path)/link.yaml"]).read().diagnostics.isEmpty)
  }
}
