extension Explanations {
  static let files = ExplanationChapter(
    "Files",
    [
      Explanation(
        "not-a-manifest", "the file has no key of a manifest",
        """
        It may be anything, a file of passwords too, so nothing of it is printed and `fmt` leaves it \
        as it is. A manifest is a mapping that begins `rollbook: 1`; a file that it includes has keys \
        such as `users` or `groups`. Look whether the name, or the link, leads to the right file.
        """, example: "rollbook: 1\ndomain: school.example"),
      Explanation(
        "no-such-file", "nothing lies where the manifest or the command line points",
        """
        No file of this name, or none that fits the pattern, lies below the first manifest's \
        folder. A file that was forgotten would look like people who left, so an include that finds \
        nothing is a mistake. Correct the path, or take the entry away.
        """),
      Explanation(
        "unreadable-file", "the file is there, but can't be read",
        """
        The system refused to read the file, or a folder that a pattern looks through, most often \
        because of its owner or mode. What can't be read can't be planned. Let the user who runs \
        rollbook read it.
        """, example: "chmod a+r staff.yaml"),
      Explanation(
        "double-star", "a pattern under include has **",
        """
        A `*` stands for any part of a name within one folder, and `**` would not mean more than \
        that. Files of deeper folders would be missing, and their people look like leavers. Write \
        one pattern for each level.
        """, example: "include: [\"years/*.yaml\", \"years/*/*.yaml\"]"),
      Explanation(
        "pattern-too-long", "a pattern under include is longer than any folder needs",
        """
        A pattern leads through at most 32 folders and has at most 1024 bytes. Name the files one \
        by one, or lay them into fewer folders.
        """, example: "include: [\"years/*.yaml\"]"),
      Explanation(
        "empty-file", "the file holds nothing",
        """
        The file is empty, or holds comments alone, as after an editor that could not save. A \
        manifest begins with its format version.
        """, example: "rollbook: 1"),
      Explanation(
        "missing-version", "the first line of a manifest is missing",
        """
        Every manifest says which format it is written in, so that a later rollbook never reads an \
        old file in a new meaning. Put the version at the top.
        """, example: "rollbook: 1"),
      Explanation(
        "unsupported-version", "the format version is not the number 1",
        """
        This rollbook reads format 1. Write the bare number, without quotes; a file of a later \
        format needs a later rollbook.
        """, example: "rollbook: 1"),
      Explanation(
        "include-cycle", "a file includes itself, directly or through others",
        """
        Reading would never end. Let the first manifest include the others, and the others include \
        nothing.
        """),
      Explanation(
        "include-outside", "an included file lies outside the first manifest's folder",
        """
        All files of a site lie in one folder, so that one review and one copy hold all of it. Move \
        the file there; a link that leads out of the folder counts as outside.
        """),
      Explanation(
        "too-many-files", "the includes name more files than a manifest may have",
        """
        More files than any site needs are most likely a pattern that catches too much. Make it \
        narrower, or put several files together.
        """, example: "include: [\"year-groups/*.yaml\"]"),
      Explanation(
        "not-in-include", "this key belongs in the first manifest only",
        """
        Where the store is, what the limits are and which domain bare names take is said once, in \
        the first manifest, so that no included file can change it for all the others. Move the key \
        there.
        """),
      Explanation(
        "lost-indent", "an entry stands at the margin, below a section that is empty",
        """
        Entries of `users`, `groups` and `leavers` are indented below their section. At the margin \
        each would be a key of the manifest itself. Indent them, all by the same number of spaces.
        """, example: "users:\n  ada.hart: {}"),
      Explanation(
        "invalid-store", "store names no kind of store that rollbook knows",
        """
        The text before the `:` says what kind of store it is, and this rollbook knows SQLite. \
        Write the kind and the file.
        """, example: "store: sqlite:rollbook.db"),
      Explanation(
        "invalid-mail", "mail is no template for mailboxes",
        """
        It begins with `maildir:`, and behind its folder come `%d` for the domain, `%n` for the name \
        and `%i` for the account's id, of which the last two keep mailboxes apart. Placeholders of \
        other programs, such as `%u`, mean nothing here.
        """, example: "mail: maildir:mail/%d/%n-%i"),
      Explanation(
        "too-many-mistakes", "more mistakes than are kept",
        """
        After ten thousand mistakes only their number is kept. They have one cause most of the time: \
        mend the first ones and run check again.
        """),
    ])
}
