import Manifests

/// A whole school as its information system exports it: 400 people, their classes and enrollments.
///
/// The columns are those of the CSV binding of OneRoster, in its order.
struct OneRosterExport {
  enum Version: String, CaseIterable, Sendable {
    case first = "1.1"
    /// Roles are in a file of their own.
    case second = "1.2"
  }

  static let enrollmentColumns =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    + "beginDate,endDate"
  static let classColumns =
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    + "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
  static let roleColumns =
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    + "userProfileSourcedId"

  let version: Version
  /// Row `n` of each stands in line `n + 2`.
  var users: [[String]] = []
  var enrollments: [[String]] = []
  var classes: [[String]] = []
  var roles: [[String]] = []

  init(_ version: Version) {
    self.version = version
    let given = ["Émile", "Zoë", "Åsa", "Łukasz", "Ann"]
    let family = ["Großmann", "Ødegård", "Smith", "Nuñez"]
    for number in 0..<400 {
      let isParent = number % 40 == 20
      let row = [
        "sourcedId": "u-\(number)", "status": number % 50 == 49 ? "tobedeleted" : "active",
        "dateLastModified": "2026-08-01T00:00:00.000Z", "enabledUser": "true",
        "orgSourcedIds": "org-1", "primaryOrgSourcedId": "org-1",
        "role": isParent ? "parent" : "student", "username": "login\(number)",
        "userIds": "\"{LDAP:\(number)}\"", "givenName": given[number % 5],
        "familyName": family[number % 4], "identifier": "\(1000 + number)",
        "email": "x\(number)@home.example", "agentSourcedIds": "\"a-1,a-2\"",
        "grades": "0\(7 + number % 3)", "password": "hunter2", "pronouns": "\"they,them\"",
      ]
      users.append(userColumns.map { row[$0, default: ""] })
      let role = isParent ? "parent" : "student"
      roles.append(
        ["r-\(number)", "active", "", "u-\(number)", "primary", role, "", "", "org-1", ""])
      if isParent {
        roles.append([
          "r2-\(number)", "active", "", "u-\(number)", "secondary", "aide", "", "", "org-1", "",
        ])
      } else {
        enroll(number, "form-\(number % 3)")
        enroll(number, "maths-\(number % 3)")
        enroll(number, "form-\((number + 1) % 3)", status: "tobedeleted")
      }
    }
    for number in 0..<3 {
      addClass("form-\(number)", "\(7 + number)A", "homeroom")
      addClass("maths-\(number)", "Maths, set \(number)", "scheduled")
    }
  }

  var userColumns: [String] {
    let names =
      "username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
      + "agentSourcedIds,grades,password"
    let all =
      switch version {
      case .first: "enabledUser,orgSourcedIds,role," + names
      case .second:
        "enabledUser,\(names),userMasterIdentifier,resourceSourcedIds,preferredGivenName,"
          + "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns"
      }
    return ("sourcedId,status,dateLastModified," + all).split(separator: ",").map(String.init)
  }

  mutating func enroll(_ number: Int, _ name: String, status: String = "active") {
    enrollments.append([
      "e-\(enrollments.count)", status, "2026-08-01T00:00:00.000Z", name, "org-1", "u-\(number)",
      "student", "", "2026-09-01", "2027-07-31",
    ])
  }

  mutating func addClass(_ id: String, _ title: String, _ type: String) {
    classes.append([
      id, "active", "2026-08-01T00:00:00.000Z", "\"\(title)\"", "", "course-1", "", type, "",
      "org-1", "\"t-1,t-2\"", "", "", "",
    ])
  }

  func column(_ name: String) -> Int { userColumns.firstIndex(of: name) ?? 0 }

  /// `line:column` of a field of users.csv.
  func place(_ row: Int, _ name: String) -> String {
    let column = users[row][..<column(name)].reduce(1) { $0 + $1.unicodeScalars.count + 1 }
    return "users.csv:\(row + 2):\(column)"
  }

  /// The manifest that makes accounts of the pupils and groups of their forms.
  var manifest: String {
    let role =
      switch version {
      case .first: "role"
      case .second: "role.role"
      }
    let roles = """
            - { csv: roles.csv, as: role, match: { userSourcedId: sourcedId },
                where: { roleType: primary } }
      """
    return header + """
      rosters:
        - csv: users.csv
          join:
            - csv: enrollments.csv
              as: enrollment
              match: { userSourcedId: sourcedId }
              where: { status: active, role: student }
            - csv: classes.csv
              as: class
              match: { sourcedId: enrollment.classSourcedId }
              where: { classType: homeroom }
      \(version == .second ? roles : "")
          account: "{givenName|first|ascii|lower}.{familyName|ascii|lower}{identifier}"
          name: "{givenName} {familyName}"
          group: "form-{class.title|slug}"
          comment: "{sourcedId}"
          aliases: ["{username}"]
          where: { status: active, \(role): { not: [parent, guardian] } }
      groups: { form-7a: {}, form-8a: {}, form-9a: {} }
      """
  }

  var files: [String: String] {
    func text(_ columns: String, _ rows: [[String]]) -> String {
      "\u{FEFF}" + columns + "\r\n" + rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }
    return [
      "users.csv": text(userColumns.joined(separator: ","), users),
      "enrollments.csv": text(Self.enrollmentColumns, enrollments),
      "classes.csv": text(Self.classColumns, classes),
      "roles.csv": text(Self.roleColumns, roles),
    ]
  }

  func read() -> ManifestReading { ManifestsTests.read(manifest, files) }
}
