extension Explanations {
  static let plans = ExplanationChapter(
    "Plans",
    [
      Explanation(
        "address-taken", "the address belongs to a live account or group",
        """
        Somebody whom the manifest does not list, or does not manage in this, has the address, and \
        taking it away silently would redirect their mail. Choose another one, or let its holder \
        give it up: list the holder without it, or with another name and `was` where it is the name.
        """, example: "bea: { aliases: [] }"),
      Explanation(
        "address-still-leaving", "the address belongs to an account that leaves in this plan",
        """
        Until the account is gone its mail is held back under all its names, so nobody else can have \
        them yet; and once it is gone, mail to them is turned away until somebody has them. Let the \
        address change hands first, while its holder stays: list the holder without the alias, or \
        under another name with `was`, and apply. Then let the holder go.
        """,
        example: "bea: { aliases: [office] }\nann: { aliases: [] }   # a leaver later"),
      Explanation(
        "group-has-members", "a group is no longer listed, but accounts are still in it",
        """
        Members whom the manifest does not list would be left in a group that does not exist. List \
        the group again, or move its members to another one.
        """, example: "groups:\n  year-13: {}"),
      Explanation(
        "mail-home-exists", "a new account's mail folder is there already",
        """
        A new account must never find an earlier one's mail. Put `%i` into `mail`, which gives each \
        account a folder of its own, or look what the old folder holds and move it away.
        """, example: "mail: maildir:mail/%d/%n-%i"),
      Explanation(
        "mail-folder-missing", "the folder that holds this store's mail is not here",
        """
        The store has accounts, so it keeps mail somewhere, and nothing is there. Where it should be, \
        mount it, or mend `mail`. A host without the mail, as one that only plans, may go on: a new mail \
        home has an id in its name that no other has.
        """, example: "mail: maildir:/srv/mail/%d/%n-%i"),
      Explanation(
        "mail-not-whole",
        "mail in the trash that is wanted back is gone, or not what was put there",
        """
        Somebody took mail out of the trash, or put some there, since the account was removed. Bring \
        back what is missing, as from a backup; or take what is there with `rollbook trash restore`, \
        which names the figure to allow, and plan again.
        """, example: "rollbook trash restore tom --allow changed-item:2"),
      Explanation(
        "mail-in-trash", "an account lives, and its mail lies in the trash",
        """
        In its mail home stands the empty file that a removal leaves, so no mail can come in. Most \
        likely the store was brought back from a backup of before that removal. `rollbook trash` lists \
        the folder, and `rollbook trash restore` puts the mail back; where there is none, bring the \
        home back from a backup, or remove the empty file and begin with an empty mailbox.
        """, example: "rollbook trash restore bjones@school.example#7"),
      Explanation(
        "mail-home-nested", "a new account's mail folder would lie inside or around another's",
        """
        Whoever is removed is moved to the trash with the whole folder, and would take the inner \
        account's mail along. This comes of another `mail` than the one that made the older homes. \
        Give new accounts a place beside them; homes that exist stay where they are.
        """, example: "mail: maildir:mail/%n-%i"),
    ])

  static let notices = ExplanationChapter(
    "Notices of a plan",
    [
      Explanation(
        "was-not-found", "no account or group ever had the former name",
        """
        The account or group will be new and empty, and no mail and no members come along. When \
        there were some, correct `was`; otherwise take it away.
        """),
      Explanation(
        "unknown-leaver", "the leaver is no live account",
        """
        Nothing is to be removed: it has gone by other means, or the name is misspelt and somebody \
        stays who should go. Correct the entry or take it away.
        """),
      Explanation(
        "spent-leaver", "the leaver came back after this entry had removed it",
        """
        An entry removes an account once; one that is restored or made again later is left alone, \
        so that no old line takes it by surprise. In mode authoritative it may still go as no longer \
        listed, without the entry's consent to a purge. To remove it again change the entry, for \
        example its reason.
        """, example: "- { account: bjones, reason: \"left again 2026-11-20\" }"),
      Explanation(
        "expired-leaver", "the day up to which the group was to be removed is over",
        """
        After `until` the entry removes nothing, so that next year's members are safe. Take it away, \
        or give it a new day if members are still to go.
        """),
      Explanation(
        "ended-autoresponder", "the last day of an autoresponder is over when it is set",
        """
        It would answer nobody, and nobody would notice. Correct `until`, or take the autoresponder \
        away. A plan says so once, when it sets the autoresponder; one that ends later is no slip.
        """, example: "autoresponder: { subject: Away, message: Back soon, until: 2026-12-24 }"),
      Explanation(
        "nothing-to-restore", "`mail: restore` of a new account finds no mail of its name",
        """
        The account would begin with an empty mailbox, and nobody would notice that its mail is \
        missing. The mail may lie in the trash under another name, or be erased since: \
        `rollbook trash` lists what is there. Take `mail: restore` away if there is nothing to wait for.
        """, example: "ada: { name: Ada Hart, mail: restore }"),
      Explanation(
        "unused-allowance", "an --allow was given that nothing in the plan needed",
        """
        The guard passes without it, or it names something else. An allowance that stays \
        in a script would one day let the wrong plan through: take it away.
        """),
    ])
}
