/// Names that are a task and no person, the same at every site: whoever has one gets mail that
/// others send to the site as such.
package enum RoleNames {
  /// Those of RFC 2142, and what programs and people take for the site's keeper.
  package static let standard: Set<String> = [
    "info", "marketing", "sales", "support",
    "abuse", "noc", "security",
    "postmaster", "hostmaster", "usenet", "news", "webmaster", "www", "uucp", "ftp",
    "root", "admin", "administrator",
  ]
}
