/// An input as the three CSV files of a roster that is joined twice.
///
/// The first byte says the form of the files, U+001E divides them.
struct RosterInput {
  let files: [String: [UInt8]]

  init(_ bytes: [UInt8]) {
    let choice = Int(bytes.first ?? 0)
    let separator = ["comma", "semicolon", "tab"][choice % 3]
    let encoding = ["utf-8", "windows-1252"][choice / 3 % 2]
    let form = "separator: \(separator), encoding: \(encoding)"
    let isOptional = choice / 6 % 2 == 1
    let manifest = """
      rollbook: 1
      domain: school.example
      rosters:
        - csv: users.csv
          \(form.replacing(", ", with: "\n    "))
          join:
            - { csv: enrollments.csv, as: e, match: { userSourcedId: sourcedId }, \(form),
                where: { status: active }, optional: \(isOptional) }
            - { csv: classes.csv, as: c, match: { sourcedId: e.classSourcedId, status: e.status },
                where: { classType: [homeroom, null] }, \(form), optional: \(isOptional) }
          where: { status: { not: tobedeleted } }
          account: "{givenName|first|ascii|lower}.{familyName|slug}"
          name: "{givenName} {familyName|ascii}"
          group: "form-{c.title|slug}"
          comment: "{c.title|first}{e.role}"
          aliases: ["{username}"]
      groups: { form-7a: {}, form-7b: {} }
      """
    let parts = bytes.dropFirst().split(
      separator: 0x1E, maxSplits: 2, omittingEmptySubsequences: false)
    var files = ["rollbook.yaml": Array(manifest.utf8)]
    for (name, part) in zip(["users.csv", "enrollments.csv", "classes.csv"], parts) {
      files[name] = Array(part)
    }
    self.files = files
  }
}
