extension Explanations {
  static let yaml = ExplanationChapter(
    "YAML",
    [
      Explanation(
        "invalid-yaml", "the text breaks the rules of YAML",
        """
        From this place on the file can't be understood; often the cause is a line above: a missing \
        colon or space after it, a quote that was not closed, or an entry that is indented unlike \
        its neighbours. Everything below is unread until it is mended.
        """, example: "users:\n  ada:\n    name: \"Ada: the first\""),
      Explanation(
        "cut-off", "the file ends in the middle of something",
        """
        A quote, a bracket or a brace is still open at the end of the file: it was not closed, or \
        the file was not copied to its end. Half a list would look like people who left, so \
        nothing of it counts.
        """),
      Explanation(
        "tab", "a tab stands where YAML wants spaces",
        """
        How far a tab indents depends on the editor, so YAML does not allow it. Use two spaces for \
        each level, and set the editor to do so.
        """),
      Explanation(
        "several-documents", "a line --- begins a second document",
        """
        Other tools would read the first document only and miss the rest. Take the line `---` away, \
        or put what follows it into a file of its own and include that.
        """, example: "include: [staff.yaml]"),
      Explanation(
        "odd-line-break", "a line break that editors and YAML readers see differently",
        """
        The characters U+0085, U+2028 and U+2029 end a line for some readers and not for others, so \
        the places of mistakes would be off. They come along with copied text; delete the break and \
        type it anew.
        """),
      Explanation(
        "invalid-utf8", "the file is not UTF-8 text",
        """
        Somewhere before this the file was saved as Windows-1252, Latin-1 or UTF-16. Guessing would \
        spoil names such as Zoë, so save it again as UTF-8.
        """, example: "iconv -f WINDOWS-1252 -t UTF-8 old.yaml > rollbook.yaml"),
      Explanation(
        "control-character", "an invisible control character stands in the file",
        """
        It can't be seen and YAML does not allow it; it came with copied text, or the file is no \
        text at all. Delete it, the caret shows where.
        """),
      Explanation(
        "duplicate-key", "one key is given twice in the same entry",
        """
        YAML readers disagree on which of the two counts, so neither does. Merge them into one; the \
        note shows the first.
        """),
      Explanation(
        "unknown-anchor", "a * without quotes refers to something that is not there",
        """
        In YAML a word that begins with `*` repeats what was marked with `&` further up. Quote it \
        when it is meant as text, or correct the name.
        """, example: "policy: { protected: [postmaster, \"*-admin\"] }"),
      Explanation(
        "too-many-values", "one entry has more values than any entry needs",
        """
        An entry is read into memory as a whole, so one of millions of values could take all of it. \
        Most likely a bracket was never closed or a file of another kind was included. A section \
        behind an anchor counts as one entry: take the anchor away.
        """),
      Explanation(
        "too-many-aliases", "references multiply the file beyond a limit",
        """
        Each `*name` repeats what `&name` marked, and repetitions of repetitions can grow a few \
        lines into gigabytes. No list of users needs that many: write some of them out, or use a \
        group's defaults.
        """),
      Explanation(
        "too-deep", "the file is nested deeper than a manifest can be",
        """
        A manifest has a handful of levels, so this is most likely brackets that were opened by \
        mistake, or a file made to do harm. Close what was opened.
        """),
      Explanation(
        "unknown-tag", "a word that begins with ! gives the value a type",
        """
        Such tags make programs out of data in some YAML readers; a manifest has none. Take it away, \
        or quote the text when the `!` belongs to it.
        """, example: "comment: \"!important\""),
      Explanation(
        "wrong-merge", "<< takes entries with keys, and here is something else",
        """
        `<<` copies the keys of another entry, which must be a mapping, or a list of mappings. Refer \
        to one that was marked with `&`.
        """, example: "ada: &pupil { quota: 500M }\nbea: { <<: *pupil, name: Bea }"),
      Explanation(
        "several-lines", "a text that must be one line has several",
        """
        Names, comments and subjects are one line each: they stand in lists and in mail headers. \
        Write the text behind the key, not below `|` or `>`.
        """, example: "subject: Out of office"),
      Explanation(
        "conflict-marker", "a merge was not finished",
        """
        git left `<<<<<<<`, `=======` and `>>>>>>>` around two versions of the same lines. Choose \
        between the two, and remove the marks.
        """),
      Explanation(
        "too-many-anchors", "anchors inside anchors hold too much",
        """
        Each `&` keeps what it marks until the end of the file, and marks inside marks keep it \
        again. Remove the outer ones.
        """),
      Explanation(
        "no-layout", "there is a form of YAML here that fmt does not lay out",
        """
        Keys behind a `?`, and colons that begin a line, are rare forms that `fmt` leaves alone, \
        with the whole file. Write the key before its colon, on one line.
        """, example: "head: { name: Dr A. Patel }"),
      Explanation(
        "layout-would-lose", "fmt could not lay the file out and keep all of it",
        """
        `fmt` reads what it laid out beside the original before it writes anything, and here the \
        two differ in a value, a quote or the place of a comment. The file is as it was: write what \
        stands here in a plainer way, such as a text of several lines on one.
        """),
    ])
}
