extension Explanations {
  static let leavers = ExplanationChapter(
    "Leavers",
    [
      Explanation(
        "listed-leaver", "somebody is both a user and a leaver",
        """
        The manifest wants the account kept and removed, and a guess could cost a mailbox. Take the \
        user or the leaver away; the note shows the other place.
        """),
      Explanation(
        "leaver-is-address", "a leaver is an alias or a group's address, not an account",
        """
        Accounts leave, and this name is only a further address of one that stays, or of a group. \
        Take the entry away when an account of that name has left and its address went to somebody \
        else. Where that account is yet to leave, apply once with it under another name, as in \
        `office-left: { was: office }`, and let that one go. Whoever meant those who have the address \
        writes the account's own name, or the group as below.
        """, example: "leavers:\n  - { group: year-13, until: 2026-09-30 }"),
      Explanation(
        "duplicate-leaver", "somebody leaves twice",
        """
        One of the two may consent to a purge and the other not. Keep the entry that says what is \
        meant.
        """),
      Explanation(
        "purge-without-until", "a whole group may be purged up to a day only",
        """
        An entry for a group works in every run, so one that is forgotten would purge next year's \
        members as well. `until` is the last day on which it does anything.
        """, example: "leavers:\n  - { group: year-13, purge: true, until: 2026-09-30 }"),
      Explanation(
        "until-of-account", "until has no meaning for a single account",
        """
        An entry for one account is spent once it has removed it, so it needs no end. Take `until` \
        away.
        """, example: "leavers:\n  - { account: bjones, purge: true }"),
      Explanation(
        "account-and-group", "a leaver names an account and a group at once",
        """
        It could mean the account, the group or the account within the group. Write two entries.
        """, example: "leavers:\n  - bjones\n  - { group: year-13, until: 2026-09-30 }"),
      Explanation(
        "unknown-leaver-group", "the leavers' group is neither declared nor live",
        """
        A misspelt group would remove nobody and say nothing. Correct the name, or take the entry \
        away when the group has gone.
        """),
      Explanation(
        "ambiguous-leaver-group", "the leavers' group gives its name to another one",
        """
        The group is renamed and another one takes its name in the same plan, so the entry could \
        mean either. Let the leavers go in a run of their own before the rename, or write the new \
        name where no other group had it.
        """, example: "leavers:\n  - { group: alumni, purge: true, until: 2026-09-30 }"),
      Explanation(
        "leaver-is-listed", "the leaver is a user under another name",
        """
        The live account belongs to an entry of `users`, by its name or through a rename, and \
        can't leave as well. Take one of the two away.
        """),
      Explanation(
        "leaver-is-renamed", "the leaver is renamed in the same plan",
        """
        The account goes on under its new name. Take the leaver away to keep it, or `was` to let it \
        go.
        """),
    ])
}
