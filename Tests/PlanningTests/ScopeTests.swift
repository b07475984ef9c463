import MailModel
import TestSupport
import Testing

@testable import Planning

@Suite struct ScopeTests {
  /// A manifest whose second file is limited to year 7, where renames stand too.
  private func scoped(_ users: [ListedUser] = [], leavers: [Leaver] = []) -> Manifest {
    var manifest = manifest(
      users, groups: [group("year-7"), group("year-8"), group("staff")], leavers: leavers,
      files: ["rollbook.yaml", "year-7.yaml"])
    manifest.scopes = [1: ["year-7"]]
    for index in manifest.accounts.extras.keys where manifest.accounts.extras[index]?.was != nil {
      manifest.accounts.extras[index]?.wasPlace = PackedPlace(file: 1, line: 5, column: 9)
    }
    return manifest
  }

  private func leaving(_ name: String) -> Leaver {
    var leaver = leaver(name)
    leaver.place.file = "year-7.yaml"
    return leaver
  }

  private func pupil(_ name: String, _ group: String) -> LiveAccount {
    live(name, [.group: .text(group)])
  }

  @Test func `a leaver is live in a group of the scope`() {
    let manifest = scoped(leavers: [leaving("a"), leaving("b"), leaving("c"), leaving("gone")])
    let draft = draft(
      manifest, snapshot([pupil("a", "year-7"), pupil("b", "staff"), live("c")]))
    #expect(draft.codes == ["leaver-outside-scope", "leaver-outside-scope"])
    #expect(draft.diagnostics.map(\.place?.file) == ["year-7.yaml", "year-7.yaml"])
    #expect(
      draft.diagnostics.map(\.message) == [
        "b@school.example can't leave here: it is in group staff, outside the file's scope",
        "c@school.example can't leave here: it is in no group, outside the file's scope",
      ])
  }

  @Test func `a leaver of a file without scope may be anybody`() {
    #expect(draft(scoped(leavers: [leaver("b")]), snapshot([pupil("b", "staff")])).codes == [])
  }

  @Test func `a former name is live in a group of the scope`() {
    let user = user("new", [.group: .text("year-7")], was: "old", file: 1)
    #expect(draft(scoped([user]), snapshot([pupil("old", "year-7")])).codes == [])
    let draft = draft(scoped([user]), snapshot([pupil("old", "staff")]))
    #expect(draft.codes == ["rename-outside-scope"])
    #expect(draft.diagnostics.first?.place?.line == 5)
  }

  @Test func `a pupil moves up by being listed in the next file`() {
    let user = user("a", [.group: .text("year-7")], file: 1)
    #expect(draft(scoped([user]), snapshot([pupil("a", "year-8")])).codes == [])
  }

  @Test func `an administrator of another group stays out of reach`() {
    let user = user("head", [.group: .text("year-7")], file: 1)
    let head = live("head", [.group: .text("staff"), .admin: .flag(true)])
    #expect(draft(scoped([user]), snapshot([head])).codes == ["admin-outside-scope"])
  }
}
