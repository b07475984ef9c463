extension Explanations {
  static let rosters = ExplanationChapter(
    "rosters and CSV files",
    [
      Explanation(
        "unknown-column", "the CSV file has no column of this name",
        """
        A placeholder or a condition names a column that the header row does not have. Exports \
        change their columns without a word, and a guess would give everybody the wrong name. Write \
        the column as the first row of the file spells it.
        """, example: "account: \"{username}\""),
      Explanation(
        "unknown-filter", "there is no filter of this name",
        """
        Behind a column stand filters that work from left to right: `lower`, `ascii` (é to e, ß to \
        ss), `slug` (lower case letters and digits with hyphens) and `first` (the first letter).
        """, example: "account: \"{givenName|first|ascii|lower}.{familyName|slug}\""),
      Explanation(
        "unknown-condition", "a condition of `where` has a form that is not known",
        """
        A condition is the value that a column must have, a list of values of which it must have \
        one, or `not` with either. All conditions must hold for a row to be taken.
        """, example: "where: { status: active, role: { not: [parent, guardian] } }"),
      Explanation(
        "unclosed-placeholder", "a `{` of a template has no `}`",
        """
        What stands between braces is replaced by a column of the row. Close the brace, or write \
        two of them where a brace is meant.
        """),
      Explanation(
        "stray-brace", "a `}` of a template closes nothing",
        """
        A brace that closes no placeholder is most often the rest of a deleted one. Remove it, or \
        write two of them where a brace is meant.
        """),
      Explanation(
        "empty-placeholder", "a placeholder names no column",
        """
        Between the braces stands the name of a column, with filters behind it if you like. Write \
        the column's name as the header row of the file spells it.
        """),
      Explanation(
        "unquoted-template", "a template stands without quotes",
        """
        To YAML a `{` without quotes begins a mapping, not a text. Put the whole template into \
        quotes.
        """, example: "name: \"{givenName} {familyName}\""),
      Explanation(
        "empty-account", "a row gives no account name",
        """
        After its placeholders are filled in nothing is left of the account's name. Fill in the \
        column in the system that the file comes from, or leave such rows out with `where`.
        """),
      Explanation(
        "empty-column", "a row has nothing in a column that a name is made of",
        """
        What is left makes no name, or one of a group that is not there, as in `ann.` or `year-`. \
        Fill in the column in the system that the file comes from, or leave such rows out with \
        `where`. Filters drop letters of other scripts, so that nothing may be left of a name: list \
        that person under `users`.
        """, example: "where: { familyName: { not: \"\" } }"),
      Explanation(
        "duplicate-row", "two rows of a roster give one account",
        """
        Two people can't share a mailbox. One more column in `account` would rename everybody whom \
        the roster has already, so leave one of the rows out by `where`, and list that person under \
        `users` by another name.
        """, example: "where: { sourcedId: { not: \"s-0042\" } }"),
      Explanation(
        "rosters-disagree", "two rosters say different things of one account",
        """
        With two full names it is an error, since the second person would get no mailbox. Leave one \
        of the rows out by `where` and list that person under `users` by another name, or say \
        `extends: true` where a roster only adds keys to the other's people. Of other keys the first roster wins: take the key out of one of them, or say it under \
        `users`, which wins over both.
        """,
        example: "- { csv: phones.csv, extends: true, account: \"{login}\", comment: \"{phone}\" }"),
      Explanation(
        "row-without-account", "a roster that only adds to accounts has a row for none",
        """
        A roster with `extends: true` makes no accounts: what its row says is lost as long as no \
        other roster and no entry of `users` has the account. Most often the name is spelled in two \
        ways, or the person has left.
        """),
      Explanation(
        "no-joined-row", "a row finds none in a joined file",
        """
        A joined file that was cut off would take aliases and groups away from half a school, so \
        every row that is taken must find one. Add the row, leave this one out with `where`, or say \
        `optional: true` in the join: then the columns of the joined file are empty for it.
        """, example: "where: { enrollment.classSourcedId: { not: null } }"),
      Explanation(
        "joined-rows-disagree",
        "a row finds several in a joined file, and they say different things",
        """
        Several rows are fine as long as each column that the roster uses has one value in all of \
        them: which of two forms a pupil is in is not for a program to guess. The notes name two \
        rows. Tell them apart by `where` in the join.
        """, example: "where: { classType: homeroom, status: active }"),
      Explanation(
        "no-joined-rows", "a join takes no row of its file",
        """
        Either the file has a header row only, or no row meets the conditions of the join's `where`. \
        Look at both.
        """),
      Explanation(
        "duplicate-join", "two joins of a roster have one name",
        """
        The name under `as` stands before the columns of a joined file, so each has its own. One \
        file may be joined twice under two names.
        """, example: "as: enrollment"),
      Explanation(
        "invalid-join-name", "the name of a join can't stand before a column",
        """
        In `{enrollment.classSourcedId}` the first dot ends the name of the join. A name is made of \
        letters, digits, hyphens and underscores.
        """, example: "as: enrollment"),
      Explanation(
        "split-key", "a join goes by columns of two files",
        """
        All columns on the right side of `match` belong to one file: the roster's own, or one that was \
        joined before. Join further files one by one.
        """, example: "match: { sourcedId: enrollment.classSourcedId }"),
      Explanation(
        "too-many-joins", "a roster joins more than 16 files",
        """
        No school needs so many, so it is most likely a list that a program wrote. Make one file of \
        several before rollbook reads them, or make two rosters.
        """),
      Explanation(
        "roster-secret", "a roster asks for a password from its rows",
        """
        Passwords in an export are plain text, and a manifest holds hashes only. Let rollbook make \
        the first password instead, and hand it out from the credentials file.
        """, example: "initial-password: generate"),
      Explanation(
        "secret-column", "a template names a column of passwords",
        """
        Columns that hold secrets are never read, whatever they are to be used for: what was read \
        might be shown. Use another column.
        """),
      Explanation(
        "no-header", "the CSV file has no header row",
        """
        The first row names the columns, and placeholders go by those names. Export the file with \
        its header row, and check `separator` if everything stands in one column.
        """),
      Explanation(
        "too-many-rosters", "there are more rosters than a manifest may have",
        """
        Each roster reads its file from the first row to the last. Let one of them read all rows and \
        take the group from a column.
        """, example: "group: \"year-{grade}\""),
      Explanation(
        "too-many-placeholders", "a text of a roster has more placeholders than any name needs",
        "A text takes at most 64 columns of a row. Keep those that are needed."),
      Explanation(
        "wrong-separator", "the columns of the CSV file are separated by something else",
        """
        The header row came out as one column, and it holds a character that separates columns in \
        other exports: spreadsheets write `;` where a comma stands in numbers. Name it in the roster.
        """, example: "separator: semicolon"),
      Explanation(
        "no-rows", "a roster takes no row of its file",
        """
        Either the file has a header row only, or no row meets the conditions of `where`. A roster \
        that takes nobody would look like everybody having left, so look at both.
        """),
      Explanation(
        "duplicate-column", "the header row names a column twice",
        """
        A placeholder could mean either of them. Rename one of the columns in the export.
        """),
      Explanation(
        "ragged-row", "a row has more or fewer fields than the header row",
        """
        Most often a field holds the separator without quotes, or a quote is missing further up. \
        Put quotes around the field, or export the file again.
        """),
      Explanation(
        "unclosed-quote", "a quoted field has no end",
        """
        Everything behind the quote belongs to the field up to the next quote, over as many lines \
        as it takes. Close it, or double a quote that is part of the text.
        """),
      Explanation(
        "stray-quote", "a quote stands inside a field without quotes",
        """
        A field that holds a quote is put into quotes itself, and the quote is doubled (RFC 4180). \
        Export the file with a program that does so.
        """, example: "1017,\"Anna \"\"Ann\"\" Berg\",7"),
      Explanation(
        "text-behind-quote", "something stands behind a closing quote",
        """
        Behind the quote that ends a field comes the separator or the end of the row. Double the \
        quote if it is part of the text, or remove what stands behind it.
        """),
      Explanation(
        "invalid-encoding", "a row is not in the encoding that the roster names",
        """
        Names with accents would come out wrong. Export the file as UTF-8, or say `encoding: \
        windows-1252` where it comes from such a program.
        """, example: "encoding: windows-1252"),
      Explanation(
        "encoding-mismatch", "the CSV file is UTF-8 and the roster says windows-1252",
        """
        Every letter with an accent would come out as two others: `ZoÃ«` for Zoë. All such letters of \
        the file are well-formed UTF-8, which text in windows-1252 never is but by a strange chance. \
        Take `encoding` away, or export the file again.
        """, example: "encoding: utf-8"),
      Explanation(
        "utf-16", "the CSV file is in UTF-16",
        """
        Some programs call this form "Unicode text". Export the file as "CSV UTF-8", which every \
        program reads.
        """),
    ])
}
