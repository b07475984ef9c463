extension Explanations {
  static let values = ExplanationChapter(
    "Values",
    [
      Explanation(
        "unknown-key", "there is no such key here",
        """
        A misspelt key would otherwise be ignored, and what it was meant to say would never happen. \
        The help names the nearest key, or all there are; a key may also stand one level too deep or \
        too far out.
        """),
      Explanation(
        "missing-key", "the entry can't do without this key",
        """
        There is no sensible default for it, so it has to be said. Add the key that the message \
        names.
        """),
      Explanation(
        "unknown-service", "there is no such service to log in to",
        """
        `services` lists what an account may log in to: imap, pop3 and submission. Without the key it \
        is all of them; an empty list is no login at all, and mail still arrives.
        """, example: "services: [imap, submission]"),
      Explanation(
        "wrong-type", "the value is of another kind than the key takes",
        """
        A list stands where one value belongs, a number where text does, or the like. The message \
        names what is wanted; when several lines look right, compare their indentation.
        """, example: "aliases: [ada.l]\nforward: { to: [ada@home.example] }"),
      Explanation(
        "ambiguous-scalar", "a word that YAML readers understand differently",
        """
        To some readers `no` and `on` are flags, `012` is ten and `1e3` is a thousand, to others \
        they are text. So nothing is guessed: quote what is text, and write true or false for \
        flags.
        """, example: "comment: \"012\"\nenabled: false"),
      Explanation(
        "invalid-date", "this day is not in the calendar",
        """
        Days are written year, month, day, so that nobody has to know which country wrote them. \
        Some days do not exist, such as 30 February and 31 June.
        """, example: "until: 2027-01-04"),
      Explanation(
        "invalid-duration", "this is no length of time",
        """
        A whole number and one of s, m, h, d and w: seconds, minutes, hours, days, weeks. A bare \
        number is refused, because nobody can tell its unit.
        """, example: "policy: { hold: 30d }"),
      Explanation(
        "invalid-quota", "this is no size of a mailbox",
        """
        A whole number with K, M, G or T, each 1024 of the one before, or `unlimited`. A bare number \
        is refused, since 500 bytes instead of 500 megabytes would stop all mail; bytes are `500B`. \
        Where a column of a roster holds numbers alone, the unit stands behind its braces.
        """, example: "quota: 5G"),
      Explanation(
        "invalid-assertion", "this is nothing that can be asserted of an address",
        """
        Under `reaches` each address says how many mailboxes must get its mail, as a whole number \
        from 1 on. An address outside the site is no mailbox.
        """, example: "assert: { reaches: { staff: at-least 3 mailboxes } }"),
      Explanation(
        "invalid-limit", "max-removals takes a percentage, a count or both",
        """
        The smaller of the two counts. Of the accounts that rollbook owns, at least 3 may always go \
        under a percentage, so that small sites can work.
        """, example: "policy: { max-removals: [10%, 50] }"),
      Explanation(
        "invalid-pattern", "this is neither a name nor a pattern of names",
        """
        A pattern is a name in which `*` stands for any run of characters. Quote it when it begins \
        with `*`, which has a meaning of its own in YAML. Entries of `forward-domains` are domains \
        alone, without `@`.
        """, example: "policy: { protected: [postmaster, \"svc-*\"] }"),
      Explanation(
        "unknown-protected", "a name in policy.protected is nobody's",
        """
        A misspelt name protects nobody, and the account that was meant may be removed. Correct the \
        name; a live account that the manifest does not manage becomes known by listing it without \
        any key. Patterns and names of roles, such as `postmaster`, may be there before anybody has \
        them.
        """, example: "policy: { protected: [head, postmaster, \"svc-*\"] }"),
      Explanation(
        "invalid-time-zone", "there is no such time zone",
        """
        Zones are named by region and city as in the system's table; abbreviations such as CET or \
        BST say nothing about summer time. They decide when an autoresponder's day begins.
        """, example: "policy: { time-zone: Europe/London }"),
      Explanation(
        "hold-too-short", "purged mail must be kept for a day at least",
        """
        The trash is what makes a purge by mistake harmless, and mistakes are noticed the next \
        morning. Write 1d or more; 30d is the default.
        """, example: "policy: { hold: 30d }"),
      Explanation(
        "empty-text", "the text is empty where something must be said",
        """
        An empty text is no value here. Write one, write `null` to have none, or leave the key out, \
        and rollbook does not manage it.
        """),
      Explanation(
        "empty-value", "a key has no value",
        """
        Nothing behind a key means the same as `null`: the field is made empty. Often that is not \
        what was meant: a `#` makes the rest of the line a comment, and a value on the next line \
        has to be indented. Quote text that begins with `#`, write `null` where the field is to be \
        empty, or take the key away to leave it alone.
        """, example: "comment: \"#1 teacher\""),
      Explanation(
        "invalid-text", "the text holds a character that would break what it goes into",
        """
        Names, comments and subjects become table cells and mail headers, where a line break would \
        begin another header. Delete line breaks, control characters and characters without \
        width or with another direction, which make two names look alike; the message of an \
        autoresponder may have lines.
        """),
      Explanation(
        "text-too-long", "the text is longer than can be stored",
        """
        No name or comment needs this length, so it is most likely a file that was pasted into a \
        value, or a quote that closes too late. Shorten it.
        """),
      Explanation(
        "empty-list", "forward or assistant goes to nobody",
        """
        Without a target the mail would have nowhere to go. Name one, or write `null` to switch the \
        field off.
        """, example: "forward: null"),
    ])
}
