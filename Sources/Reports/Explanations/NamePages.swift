extension Explanations {
  static let names = ExplanationChapter(
    "Names and addresses",
    [
      Explanation(
        "invalid-name", "this can't be the name of an account or a group",
        """
        Names become folders, table keys and addresses, so they are ASCII letters, digits and \
        `. _ -`, 1 to 64 of them, without a dot at either end. Case does not count, accents go into \
        `name`, names that begin with `*` are built in and listed nowhere, and there is no catch-all. \
        Only a domain may go beyond ASCII, as in head@schüle.example: mail servers without \
        SMTPUTF8 take no such name.
        """, example: "zoe.muller: { name: Zoë Müller }"),
      Explanation(
        "too-long", "the address or its domain is longer than mail servers take",
        """
        SMTP gives an address 254 characters, 64 of them before the `@`; DNS gives a domain 253, and \
        63 between two dots. Shorten the name, or correct what was pasted into it.
        """),
      Explanation(
        "invalid-address", "mail can't be sent to this address",
        """
        It is no name of this site and no local@domain either, or it is longer than mail servers \
        allow. Write it without a display name and without angle brackets.
        """, example: "forward: { to: [ada@home.example] }"),
      Explanation(
        "unsafe-target", "a program, a file or a list file can't receive mail",
        """
        In old alias files `|program`, `/file` and `:include:` run programs and write files as the \
        mail server; whoever may edit a manifest would then own the machine. Forward to an address.
        """),
      Explanation(
        "invalid-domain", "this is not a domain",
        """
        A domain is labels of letters, digits and hyphens with dots between. Leave out \
        `@` and a dot at the end. Letters of other scripts are welcome as the rules for domains \
        (IDNA 2008) have them: no emoji, no blanks, no label that runs both to the left and to \
        the right, at most 63 characters a label once it is `xn--…`.
        """, example: "domain: school.example"),
      Explanation(
        "missing-domain", "a bare name needs a domain to become an address",
        """
        `ada` means ada at the manifest's domain, and the first manifest names none. Say it at the \
        top, or write whole addresses.
        """, example: "domain: school.example"),
      Explanation(
        "duplicate-account", "one account is listed twice",
        """
        Which of the two entries counts would depend on the order of files. Keep one; names are \
        compared without case, so Ada and ada are the same.
        """),
      Explanation(
        "duplicate-group", "one group is declared twice",
        """
        Which comment and which defaults count would depend on the order of files. Keep one \
        declaration; users in any file may name it.
        """),
      Explanation(
        "duplicate-address", "two owners want one address",
        """
        Accounts, aliases and addresses of groups share one name space, since a message can go to \
        one owner only. Keep the address at one of the two; to reach several people, give a group \
        an address.
        """, example: "groups:\n  office: { address: info }"),
      Explanation(
        "duplicate-alias", "one alias is given twice in the same list",
        """
        Most likely one of the two was meant to be another name. Keep one; case does not count.
        """),
    ])
}
