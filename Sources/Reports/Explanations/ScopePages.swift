extension Explanations {
  static let scopes = ExplanationChapter(
    "Scopes",
    [
      Explanation(
        "outside-scope", "a file says something of what lies outside its scope",
        """
        A file with a `scope` belongs to those who look after some groups, and a mistake in it must \
        not reach anybody else. Each user and each roster in it names a group of the scope, groups \
        and leavers are of the scope too, and nobody becomes an administrator there. What it \
        includes may only have a narrower scope. Nor may it give anything to an account that another \
        file lists without a group, or with one outside the scope.
        """,
        example: "scope: { groups: [year-7] }\nusers:\n  ada.hart: { group: year-7 }"),
      Explanation(
        "role-outside-scope", "a scoped file takes a name that is a role of the site",
        """
        Mail to postmaster, abuse or admin is meant for whoever runs the site, so a file that is \
        limited to some groups may not give these names away: not to an account, as an alias, to a \
        group, or by `was`. They are those of RFC 2142, root, admin and administrator, and what \
        `policy.role-names` lists. Give them in a file without scope.
        """, example: "policy: { role-names: [headteacher, office] }"),
      Explanation(
        "role-of-live-account", "a scoped file changes an account that has a role of the site",
        """
        The live account is in a group of the scope, but it is a role of the whole site, or has one \
        as an alias. A file that is limited to some groups could end that mail, so what it says of \
        the account, a rename and a leaver's entry included, belongs into a file without scope.
        """, example: "users:\n  ada.hart: { group: year-7, aliases: [postmaster] }"),
      Explanation(
        "empty-scope", "the scope names no group",
        """
        With no group the file could not list anybody. Name the groups that it speaks of, or take \
        the scope away to let it speak for the whole site.
        """, example: "scope: { groups: [year-7, year-8] }"),
      Explanation(
        "unknown-scope-group", "the scope names a group that no file declares",
        """
        A misspelt group would lock the file's owners out of their own users. Correct the name, or \
        declare the group, here or in another file.
        """, example: "groups:\n  year-7: {}"),
      Explanation(
        "leaver-outside-scope", "the leaver is live in a group outside the file's scope",
        """
        The entry stands in a file that is limited to some groups, and the live account is in none \
        of them. Name it in the file of its group, or in a file without scope.
        """),
      Explanation(
        "rename-outside-scope", "was names a live account of a group outside the scope",
        """
        A rename takes the whole mailbox along, and this file is limited to some groups, none of \
        which the live account is in. Rename it where its group is looked after, or list it under \
        its present name: moving up into this group is no rename.
        """),
      Explanation(
        "member-outside-scope", "a scoped file lists a live account of another group",
        """
        Whoever lists an account has its mailbox: its password, its forward. A file that is limited \
        to some groups takes over an account of another group only when a file with a scope of that \
        group listed it at the last apply and lists it no more, as when pupils move up; a protected \
        account it never takes. Else give the account its new group in a file without scope, apply, \
        and move the entry afterwards.
        """),
      Explanation(
        "admin-outside-scope", "a scoped file would change an administrator of elsewhere",
        """
        Listing a live account that another file has let go is how somebody moves into this group, \
        but an administrator's password would be the key to the whole site. List the account in a file \
        without scope.
        """),
    ])
}
