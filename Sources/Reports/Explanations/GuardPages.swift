extension Explanations {
  static let guards = ExplanationChapter(
    "Guards",
    [
      Explanation(
        "clock", "the clock is behind the newest run, or months ahead of it",
        """
        Holds, budgets and last days go by the clock, so a run at a wrong one could end a hold that \
        has only begun. It is refused more than five minutes before the newest run, or more than 90 \
        days after it. See what day it is: where the clock is wrong, set it; where it is right, as \
        after a long summer, allow the day it shows. The next run then goes on from this one.
        """, example: "rollbook apply --allow clock:2026-09-01"),
      Explanation(
        "mailbox-not-empty", "a mailbox to be removed still holds mail",
        """
        Mail is never destroyed without a consent that names the account. Look at the mailbox; if it \
        may go, consent to the purge, and it stays in the trash until its hold is over. What somebody \
        put beside the Maildir, as `Maildir.old` or an `mbox`, counts with its messages, or its bytes.
        """, example: "leavers:\n  - { account: bjones, purge: true }"),
      Explanation(
        "changed-since", "what a run did to this account is no longer the last word",
        """
        `undo` takes back what a run did as long as the account is as the run left it; here somebody \
        has changed it since. Leave it out with `--skip`, or undo the later run first.
        """, example: "rollbook undo 7 --skip head@school.example"),
      Explanation(
        "nested-home", "a mail home lies inside or around another account's",
        """
        Moving the outer one would take the inner one's mail along, so neither is removed, and nothing \
        comes back to such a place. No account is added to one any more. To part two of them stop \
        Dovecot and Postfix, move the inner folder beside the outer one with its owner and mode, and \
        write its new path below the mail folder into the store.
        """,
        example: """
          mv mail/tom/y.example mail/tom-y
          sqlite3 rollbook.db "UPDATE account SET home = 'tom-y' WHERE address = 'tom@y.example'"
          """),
      Explanation(
        "operator", "the plan would take away the account that runs it",
        """
        Whoever removes, disables, renames or demotes themselves may be unable to undo it, so \
        nothing allows this. Let another administrator apply the plan, or name the right account \
        with `--operator`.
        """),
      Explanation(
        "minimum-admins", "too few administrators would be able to log in",
        """
        A site without an administrator can't help itself. Make somebody else an administrator \
        first, or lower the number in the policy.
        """, example: "policy: { minimum-admins: 1 }"),
      Explanation(
        "built-in", "a built-in name can't be changed",
        """
        Names that begin with `*`, such as `*OUTQUEUE`, belong to the mail server and are no \
        mailboxes of people. Take the entry away.
        """),
      Explanation(
        "protected", "a protected account would lose its place, login, rights or mail",
        """
        This manifest or the last applied one protects it, by `protect: true` or a pattern in \
        `policy.protected`. It can't be removed, disabled, renamed or demoted, get or lose a \
        password, lose an alias, or change so that mail no longer stays in its mailbox: a forward \
        without a copy, an assistant with `only`, an autoresponder that keeps nothing. End the \
        protection in a run of its own first; then two people have seen it.
        """, example: "head: { protect: false }"),
      Explanation(
        "removal-limit", "more accounts would be removed at once than the policy allows",
        """
        A cut export or a wrong file shows itself as many removals. Read the list; if all of them \
        are meant, allow exactly this figure with the words that the refusal prints.
        """, example: "rollbook apply --allow removal-limit:42"),
      Explanation(
        "removal-budget", "small removals have added up over 30 days",
        """
        Many small plans can empty a site as well as one big one, so removals of the last 30 days \
        count together. If they are all meant, allow exactly this figure.
        """, example: "rollbook apply --allow removal-budget:25"),
      Explanation(
        "trash-erasure", "much of the trash would be erased at once, or by a doubtful clock",
        """
        What is past its hold is erased without anybody naming it, so a clock that jumped would \
        erase everything. See that the clock is right and read the list; if all of it may go, allow \
        exactly this figure.
        """, example: "rollbook trash empty --allow trash-erasure:42"),
      Explanation(
        "edit-limit", "the logins or mail routes of many people would change at once",
        """
        Passwords, login rights, names, aliases, forwards and assistants are what people notice, and \
        a wrong default changes them for all. Read the list; if it is meant, allow exactly this \
        figure.
        """, example: "rollbook apply --allow edit-limit:120"),
      Explanation(
        "group-emptied", "a group would lose most of its members, or its last one",
        """
        That is how a shifted column or a renamed group looks. If it is meant, allow it for this \
        group by name.
        """, example: "rollbook apply --allow group-emptied:year-13"),
      Explanation(
        "person-changed", "a mailbox in use would become another person's",
        """
        Full name and comment both change: most likely a namesake, a shifted column or a name given \
        anew, and the next person would read the mail of the one before. Give the new person another \
        name, or remove the account first; if it is the same person, allow it for this account by name.
        """, example: "rollbook apply --allow person-changed:j.smith@school.example"),
      Explanation(
        "empty-manifest", "the manifest lists nobody, but the store owns accounts",
        """
        A site without users is most likely the wrong file or an include that was lost, so nothing \
        allows it. Give the right manifest; people who really leave are named under `leavers`.
        """, example: "rollbook plan -f site/rollbook.yaml"),
      Explanation(
        "shrunken-source", "a file lists far fewer entries than at the last apply",
        """
        An export that was cut off looks like people who left. Make the file anew and compare; if it \
        is right, allow it for this file by name.
        """, example: "rollbook apply --allow shrunken-source:staff.yaml"),
      Explanation(
        "seats", "there would be more accounts than the licence has seats",
        """
        Every account takes a seat but the built-in ones; mailboxes in the trash take none. Remove \
        somebody first, or raise the number when the licence allows it.
        """, example: "policy: { seats: 250 }"),
      Explanation(
        "forward-loop", "mail would go round in a circle on the live server",
        """
        Forwards that only the store knows close a circle in which nobody keeps a copy, by way of a \
        group or without, and the server would take no mail for any of them. Manage the forward \
        of one account in the circle, with `keep: true` or without a target.
        """, example: "ada: { forward: null }"),
      Explanation(
        "dangling-target", "mail would be sent on to a local address that does not exist",
        """
        An account that the plan removes is still somebody's forward or assistant, and \
        their mail would come back to its senders. Mend that account's field in the same plan.
        """, example: "ada: { forward: { to: [bea], keep: true } }"),
      Explanation(
        "forward-domain", "mail would be forwarded to a domain that the policy does not name",
        """
        Mail that leaves the site is out of its protection, so the policy says where it may go. Use \
        an address of an allowed domain, or add the domain to the list.
        """, example: "policy: { forward-domains: [school.example, \"*.gov.uk\"] }"),
      Explanation(
        "assert-reaches", "an address would reach fewer mailboxes than the manifest asserts",
        """
        `assert` says how many mailboxes must get the mail of an address, whatever else a plan does. \
        `rollbook route ADDRESS` shows the way of its mail hop by hop, now and after the manifest. \
        Mend the account, the group or the forward on the way, or change the assertion if it is \
        the one that is out of date; nothing else allows it.
        """, example: "assert: { reaches: { head: at-least 1 mailbox } }"),
      Explanation(
        "assert-no-external", "mail would leave the site that the manifest asserts stays",
        """
        `assert` names accounts and groups whose mail must not leave the site, by whatever way: a \
        forward, an assistant who forwards, an address of a group. `rollbook route ADDRESS` shows \
        the way out. Take the forward away, or change the assertion; nothing else allows it.
        """, example: "assert: { no-external: { group: year-7 } }"),
      Explanation(
        "no-postmaster", "nobody would get mail for postmaster or abuse in a domain",
        """
        Other mail servers report faults to postmaster and misuse to abuse of every domain that has \
        mail (RFC 2142). It is a warning: give the names to somebody who reads them, as aliases, as \
        an account or as the address of a group.
        """, example: "grace: { aliases: [postmaster, abuse] }"),
      Explanation(
        "undeclared-domain", "an address lies in a domain that the site does not declare",
        """
        One account, alias or group address makes the mail server take all mail to its domain, and \
        refuse what nobody has there: mail of the site to anybody else at outlook.com would come back. \
        List the site's own domains under `domains`, each with `{}`; without that key `domain` is the \
        only one. For a person elsewhere use `forward`; of a domain whose mail the store takes already, \
        `plan` only warns.
        """, example: "domains: { school.example: {}, alumni.school.example: {} }"),
      Explanation(
        "name-reuse", "a name would be used again whose mail lies in the trash",
        """
        It may be the same person who is back, or somebody new who must not see the old mail. Say \
        `mail: fresh` for an empty mailbox, or `mail: restore` for the old one with its mail. Where \
        two items have the name, `rollbook trash restore NAME#RUN` brings the right one back.
        """, example: "bjones: { mail: restore }"),
      Explanation(
        "changed-item", "an item of the trash no longer holds what was put there",
        """
        Bring back what is missing first, if there is a copy: once the account lives again nothing tells \
        that its mail was not whole. Otherwise allow the number of messages that are there. `trash empty` \
        keeps an item that does not hold what was put there, be it less, more, or a file beside its mail, \
        until it is allowed by its name: take out what nobody meant to erase, and if there is less, see \
        that it is not the mail of somebody else. Where its `mail` is another folder than the one that \
        was put there, even of the same size, look whose it is before you allow it: it would be \
        somebody else's from then on, or gone.
        """, example: "rollbook trash restore tom --allow changed-item:2"),
      Explanation(
        "home-in-trash", "a mail home lies inside an item of the trash",
        """
        Somebody moved it there by a slip, and its owner has no mail until it is back. No erasure and \
        no restore takes the mail home of an account that lives, whatever is allowed. Move it back; one \
        that no account has is taken in with `trash adopt` once it lies in `.trash` itself.
        """, example: "mv '.trash/tom@school.example#2/kim-k3v9x2ma' school.example/"),
      Explanation(
        "home-moved", "the mail home of an account that lives lies elsewhere in the mail folder",
        """
        Somebody moved it by a slip, and its owner has no mail until it is back. It is known by the id \
        in its name, and without one by the name alone, as long as the account has no other home. Neither \
        `trash restore` nor `trash adopt` takes it in.
        """, example: "mv .trash/kim-k3v9x2ma school.example/"),
      Explanation(
        "unknown-mail", "mail homes, or folders of the trash, that no account has",
        """
        After a store came from a backup, or a row was deleted by hand, mail lies there that belongs to \
        nobody and that no hold protects or ends. `rollbook trash` lists it with what it holds; \
        `trash restore` makes an account of it, `trash adopt` takes it into the trash.
        """, example: "rollbook trash restore mail/school.example/tom-k3v9x2ma --as tom"),
      Explanation(
        "recently-active", "a mailbox to be removed was used in the last 14 days",
        """
        Somebody who still gets mail or logs in may not have left. It is a warning: make sure, and \
        hold removals back if in doubt.
        """, example: "rollbook apply --hold-removals"),
      Explanation(
        "in-use", "somebody is connected to a mailbox that would be removed",
        """
        A mail program is logged in to it at this moment, so its owner may still be there. It is a \
        warning: apply ends these sessions once the account is marked as leaving, and nobody can \
        log in to it from then on. Make sure, and hold removals back if in doubt.
        """, example: "rollbook apply --hold-removals"),
      Explanation(
        "looks-like-rename", "an account is added while one with the same full name goes",
        """
        As a removal and an addition the mail stays behind; as a rename it comes along. It is a \
        warning: if it is one person, say what the account was called.
        """, example: "ada.hart: { was: ada.long }"),
    ])
}
