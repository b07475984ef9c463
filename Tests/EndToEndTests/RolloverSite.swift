import Foundation
import Testing

/// A site on the evening of a rollover: 50 to add, 50 to edit, 20 to rename, 50 to purge.
enum RolloverSite {
  static let sizes = (adds: 50, edits: 50, renames: 20, purges: 50)

  static let before = manifest(
    people: (0..<sizes.edits).map { "edit\($0): { name: Pupil \($0), quota: 1G }" }
      + (0..<sizes.renames).map { "old\($0): {}" } + (0..<sizes.purges).map { "gone\($0): {}" })

  static let after = manifest(
    people: (0..<sizes.edits).map {
      "edit\($0): { name: Pupil Number \($0), quota: 2G, group: form }"
    } + (0..<sizes.renames).map { "new\($0): { was: old\($0) }" }
      + (0..<sizes.adds).map { "add\($0): { name: Added \($0), aliases: [alias\($0)] }" },
    leavers: (0..<sizes.purges).map { "{ account: gone\($0), purge: true }" })

  private static func manifest(people: [String], leavers: [String] = []) -> String {
    """
    rollbook: 1
    domain: school.example
    store: sqlite:rollbook.db
    policy: { minimum-admins: 0, max-removals: [100%] }
    groups:
      form: { comment: Form, address: everyone }
    users:
    \((["head: {}"] + people).map { "  " + $0 }.joined(separator: "\n"))
    leavers: [\(leavers.joined(separator: ", "))]

    """
  }

  static let staying =
    (0..<sizes.edits).map { "edit\($0)@school.example" }
    + (0..<sizes.renames).flatMap { ["old\($0)@school.example", "new\($0)@school.example"] }
    + (0..<sizes.adds).map { "add\($0)@school.example" }
  static let leaving = (0..<sizes.purges).map { "gone\($0)@school.example" }

  /// In memory where there is such a folder.
  static let parent: URL = {
    let memory = "/dev/shm"
    let isUsable = access(memory, W_OK) == 0
    return isUsable ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
  }()

  /// Before the evening: mail for everybody who leaves and for some who stay; the new manifest.
  static func prepared(in parent: URL = parent) throws -> BuiltSite {
    let site = try BuiltSite(in: parent)
    try site.rollbook("init")
    try site.write(before, to: "rollbook.yaml")
    try #require(try site.rollbook("apply", "--yes").status == 0)
    var number = 0
    for line in try site.listed() {
      guard let maildir = line["maildir"] as? String, let name = line["account"] as? String,
        leaving.contains(name) || name.hasPrefix("old")
      else { continue }
      for part in ["cur", "tmp"] { try site.write("", to: "\(maildir)/\(part)/.keep") }
      for _ in 0..<2 {
        number += 1
        try site.write("Subject: hello\n\nhello\n", to: "\(maildir)/new/17000.M\(number)P1.early")
      }
    }
    try site.write(after, to: "rollbook.yaml")
    return site
  }
}
