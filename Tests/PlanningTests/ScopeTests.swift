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

  /// Year 8 has a file of its own, `year-8.yaml`; `former` listed `a` at the last apply.
  private func movingUp(_ values: [Field: FieldValue], from former: Int?) -> [String] {
    let files = ["rollbook.yaml", "year-7.yaml", "year-8.yaml"]
    var manifest = manifest(
      [user("a", [.group: .text("year-7")], file: 1)],
      groups: [group("year-7"), group("year-8"), group("staff")], files: files)
    manifest.scopes = [1: ["year-7"], 2: ["year-8"]]
    return draft(manifest, snapshot([live("a", values, source: former)], sources: files)).codes
  }

  @Test func `a pupil moves up once the file of the former group lets go`() {
    #expect(movingUp([.group: .text("year-8")], from: 2) == [])
  }

  @Test func `nobody is taken over from a file without scope or from none`() {
    #expect(movingUp([.group: .text("year-8")], from: 0) == ["member-outside-scope"])
    #expect(movingUp([.group: .text("year-8")], from: nil) == ["member-outside-scope"])
    #expect(movingUp([.group: .text("staff")], from: 2) == ["member-outside-scope"])
    #expect(movingUp([:], from: 2) == ["member-outside-scope"])
  }

  @Test func `a protected account does not move up by itself`() {
    let values: [Field: FieldValue] = [.group: .text("year-8"), .protect: .flag(true)]
    #expect(movingUp(values, from: 2) == ["member-outside-scope"])
  }

  @Test func `an administrator of another group stays out of reach`() {
    let user = user("head", [.group: .text("year-7")], file: 1)
    let head = live("head", [.group: .text("staff"), .admin: .flag(true)])
    #expect(draft(scoped([user]), snapshot([head])).codes == ["admin-outside-scope"])
  }

  @Test func `whoever gets the mail of a role is out of reach`() {
    let holder = live(
      "ann", [.group: .text("year-7"), .aliases: .addresses([address("postmaster")])])
    let role = live("webmaster", [.group: .text("year-7")])
    let plain = pupil("kid", "year-7")
    func codes(_ users: [ListedUser], leavers: [Leaver] = []) -> [String] {
      draft(scoped(users, leavers: leavers), snapshot([holder, role, plain])).codes
    }
    let inYear7: [Field: FieldValue] = [.group: .text("year-7")]
    let none = inYear7.merging([.aliases: .addresses([])]) { _, new in new }
    let away = inYear7.merging([.forward: .forward("x@home.example", keep: false)]) { _, new in new
    }
    #expect(codes([user("ann", none, file: 1)]) == ["role-of-live-account"])
    #expect(codes([user("ann", away, file: 1)]) == ["role-of-live-account"])
    #expect(codes([user("anna", inYear7, was: "ann", file: 1)]) == ["role-of-live-account"])
    #expect(codes([], leavers: [leaving("webmaster")]) == ["role-of-live-account"])
    #expect(codes([user("ann", none)]) == [])
    #expect(codes([user("kid", none, file: 1)], leavers: []) == [])
  }

  @Test func `a role does not move up with the pupil who has it`() {
    let alias: FieldValue = .addresses([address("webmaster")])
    #expect(
      movingUp([.group: .text("year-8"), .aliases: alias], from: 2) == ["role-of-live-account"])
  }

  @Test func `nobody comes back as an administrator`() {
    func codes(_ choice: DesiredAccounts.Extra.Mail?, admin: Bool) -> [String] {
      let values: [Field: FieldValue] = [.group: .text("year-7"), .admin: .flag(admin)]
      let listed = user("old", [.group: .text("year-7")], mail: choice, file: 1)
      return draft(scoped([listed]), snapshot([live("old", values, isOwned: false)])).codes
    }
    #expect(codes(.restore, admin: true) == ["admin-outside-scope"])
    #expect(codes(.restore, admin: false) == [])
  }
}
