import TestSupport
import Testing

/// Mistakes in the entries of `join`.
@Suite struct RosterJoinReaderTests {
  private let files = ["x.csv": "id,n\n1,ada\n", "y.csv": "id,t\n1,T\n"]

  @Test func mistakesOfAJoinAreTold() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "{n}"
            comment: "{y.t} {z.t}"
            join:
              - 1️⃣{ as: y }
              - { csv: y.csv, as: 2️⃣a.b, match: { id: id } }
              - { csv: y.csv, as: z, match: 3️⃣{} }
              - { csv: y.csv, as: q, match: { 4️⃣passwd: id } }
              - { csv: y.csv, as: r, match: { id: 5️⃣q.password } }
              - { csv: y.csv, as: s, match: { id: id }, 6️⃣require: true, optional: 7️⃣yes }
        """,
      """
      1️⃣ error: a join needs `csv` [missing-key]
      1️⃣ error: a join needs `match` [missing-key]
      2️⃣ error: `a.b` can't stand before a column [invalid-join-name]
      3️⃣ error: match must not be empty [empty-text]
      4️⃣ error: the column `passwd` holds secrets and is never read [secret-column]
      5️⃣ error: the column `q.password` holds secrets and is never read [secret-column]
      6️⃣ error: a join has no key `require` [unknown-key]
      7️⃣ error: `yes` is a flag to some YAML readers only [ambiguous-scalar]
      """, files)
  }

  @Test func everyUnknownColumnIsTold() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "{n}"
            comment: 1️⃣"{y.tt}"
            name: 2️⃣"{w.t}"
            where: { 3️⃣y.zz: a }
            join:
              - { csv: y.csv, as: y, match: { 4️⃣ident: 5️⃣number }, where: { 6️⃣state: active } }
              - { csv: y.csv, as: z, match: { id: 7️⃣y.ident } }
              - { csv: y.csv, as: v, match: { id: 8️⃣later.id } }
              - { csv: y.csv, as: later, match: { id: id } }
        """,
      """
      1️⃣ error: y.csv has no column `tt` [unknown-column]
      2️⃣ error: x.csv has no column `w.t` [unknown-column]
      3️⃣ error: y.csv has no column `zz` [unknown-column]
      4️⃣ error: y.csv has no column `ident` [unknown-column]
      5️⃣ error: x.csv has no column `number` [unknown-column]
      6️⃣ error: y.csv has no column `state` [unknown-column]
      7️⃣ error: y.csv has no column `ident` [unknown-column]
      8️⃣ error: x.csv has no column `later.id` [unknown-column]
      """, files)
  }

  @Test func namesAreNotGivenTwiceAndKeysAreOfOneFile() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "{n}"
            join:
              - { csv: y.csv, as: 1️⃣y, match: { id: id } }
              - { csv: y.csv, as: 2️⃣y, match: { id: id } }
              - { csv: y.csv, as: z, match: { id: 3️⃣id, t: 4️⃣y.t } }
        """,
      """
      2️⃣ error: two joins are named `y` [duplicate-join]
      1️⃣ note: first named here
      4️⃣ error: the columns that a join goes by are of two files [split-key]
      3️⃣ note: the first is named here
      """, files)
  }

  @Test func aJoinedFileMustBeThere() {
    expectDiagnostics(
      in: """
        rosters:
          - csv: x.csv
            account: "{n}"
            comment: "{y.t}"
            join:
              - { csv: 1️⃣none.csv, as: y, match: { id: id } }
              - { csv: 2️⃣../y.csv, as: z, match: { id: y.t } }
              - { csv: y.csv, as: v, match: { id: id }, separator: 3️⃣pipe }
        """,
      """
      1️⃣ error: there is no file none.csv [no-such-file]
      2️⃣ error: ../y.csv lies outside the first manifest's folder [include-outside]
      3️⃣ error: separator must be comma or semicolon or tab, not `pipe` [wrong-type]
      """, files)
  }

  @Test func thereAreLimits() {
    let joins = (0..<17).map { "{ csv: y.csv, as: y\($0), match: { id: id } }" }.joined(
      separator: ", ")
    expectDiagnostics(
      in: "rosters: [{ csv: x.csv, account: '{n}', join: 1️⃣[\(joins)] }]\n",
      "1️⃣ error: a roster joins at most 16 files [too-many-joins]", files)
  }

  @Test func aMistakeOfARosterWithoutAccountIsToldToo() {
    expectDiagnostics(
      in: """
        rosters:
          - 1️⃣{ csv: x.csv, name: 2️⃣"{n", encoding: 3️⃣latin-1, aliases: [4️⃣"{n|upper}"] }
        """,
      """
      1️⃣ error: a roster needs `account` [missing-key]
      2️⃣ error: a placeholder of name is not closed [unclosed-placeholder]
      3️⃣ error: encoding must be utf-8 or windows-1252, not `latin-1` [wrong-type]
      4️⃣ error: there is no filter `upper` [unknown-filter]
      """, files)
  }
}
