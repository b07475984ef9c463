extension Explanations {
  static let entries = ExplanationChapter(
    "Entries of users",
    [
      Explanation(
        "plain-password", "a password must be a hash, never plain text",
        """
        Manifests lie in version control, where a plain password would be readable for ever. Hash \
        it, or let rollbook generate one for a new account. A password that stood in a file that \
        others can read is burnt: change it.
        """, example: "doveadm pw -s SHA512-CRYPT"),
      Explanation(
        "unquoted-hash", "a hash needs quotes",
        """
        It begins with `{`, which opens a mapping in YAML, so the hash arrives as something else. \
        Put quotes around all of it.
        """, example: "password: \"{SHA512-CRYPT}$6$…\""),
      Explanation(
        "password-twice", "both password and initial-password are given",
        """
        `password` is enforced in every run, so an initial one would never be used. Keep `password` \
        to decide it here, or `initial-password` to leave it to its owner from then on.
        """, example: "initial-password: generate"),
      Explanation(
        "until-before-from", "the autoresponder would end before it begins",
        """
        Both days count in full, so `until` is `from` or a later day. Most likely the year changed \
        in between.
        """, example: "from: 2026-12-18\nuntil: 2027-01-04"),
      Explanation(
        "discards-original", "the autoresponder throws messages away after answering",
        """
        With `keep: false` the sender gets a reply and nobody gets the message, which is nearly \
        never meant. Take it away, or leave the warning standing where it is.
        """),
      Explanation(
        "dead-autoresponder", "the autoresponder will never answer",
        """
        A reply is sent only where mail reaches the own mailbox, and here a forward without `keep` \
        or an assistant with `only` takes all of it. Let a copy stay, or remove the autoresponder.
        """, example: "forward: { to: [ada@home.example], keep: true }"),
      Explanation(
        "unknown-placeholder", "a reply can't be filled in with this word",
        """
        The subject and the message of an autoresponder, of a user or of a group's members, take the \
        account's `{name}`, `{account}` and `{group}`; under a roster's `defaults` its columns too. \
        Correct the word, or write two braces where a brace is meant, as in `{{word}}`.
        """, example: "subject: \"{name} is away\""),
      Explanation(
        "nameless-member", "a reply wants a name or group that the manifest does not give",
        """
        `{name}` in an autoresponder is the account's full name, `{group}` its group, and a guess \
        would go out to strangers. Give the account what the text wants, another text, or \
        `autoresponder: null`.
        """, example: "ada.hart: { name: Ada Hart, group: staff }"),
      Explanation(
        "placeholder-in-address", "an address in defaults holds a brace",
        """
        Placeholders are filled in in the texts of an autoresponder only; mail to an address with \
        braces would go to nobody. Forward at each user, or to one address for all.
        """),
    ])

  static let references = ExplanationChapter(
    "References",
    [
      Explanation(
        "unknown-group", "a user is in a group that no file declares",
        """
        A misspelt group would be a new one without its defaults. Correct the name, or declare the \
        group, which needs no more than its name.
        """, example: "groups:\n  year-7: {}"),
      Explanation(
        "unknown-reference", "a forward or an assistant names nobody of this manifest",
        """
        Mail to a local name that does not exist would come back to its sender. Correct the name: of \
        a group that is its address, of somebody who is renamed the new name. A live account that the \
        manifest does not manage becomes known by listing it without any key.
        """, example: "users:\n  pa: {}"),
      Explanation(
        "foreign-assistant", "an assistant must be an account of this site",
        """
        An assistant gets everything, silently, so it can't lie outside. For mail that leaves the \
        site use a forward, which every report shows as one.
        """, example: "forward: { to: [pa@agency.example], keep: true }"),
      Explanation(
        "self-forward", "an account forwards to itself",
        """
        That is a circle of one. Most likely a copy in the own mailbox was meant, and that is \
        `keep: true`.
        """, example: "forward: { to: [ada@home.example], keep: true }"),
      Explanation(
        "self-assistant", "an account is its own assistant",
        """
        The assistant is the other person who gets the mail. Name somebody else, or take the \
        assistant away.
        """),
      Explanation(
        "forwarding-circle", "mail would go round and nobody would keep it",
        """
        Each of these accounts sends all of its mail to the next, or to a group that the next is in, \
        and keeps no copy. The server takes no mail for any of them. Let one of them keep a copy, \
        or end the circle.
        """, example: "forward: { to: [bea], keep: true }"),
      Explanation(
        "not-there-yet", "a domain has a setting that this rollbook can't act on",
        """
        Settings of a domain have names already, such as `alias-of` and `catch-all`, and nothing \
        behind them. Leave them out: a setting that does nothing would be taken for one that does.
        """, example: "domains: { school.example: {} }"),
    ])
}
