extension Explanations {
  static let renames = ExplanationChapter(
    "Renames",
    [
      Explanation(
        "rename-to-itself", "was names the present name",
        """
        `was` is the name that an account or a group had before, so that its mail or its members \
        come along. Correct it, or take it away.
        """, example: "ada.hart: { was: ada.long }"),
      Explanation(
        "renamed-twice", "two users or two groups claim the same former name",
        """
        One mailbox can become one account only, and one group one group. Keep `was` at the entry \
        that shall have the mail or the members; the other begins empty.
        """),
      Explanation(
        "renamed-and-listed", "the former name is listed as well",
        """
        The old name would be both renamed and kept. Remove its entry; where another account or \
        group takes the old name in a swap, that entry needs a `was` of its own. A `was` may stay \
        for as long as nobody else has the old name: to give it to somebody new, apply the rename \
        first, then remove the `was` that has done its work.
        """, example: "ada: { was: bea }\nbea: { was: ada }"),
      Explanation(
        "renamed-and-leaving", "the former name is a leaver as well",
        """
        An account that is renamed goes on under its new name, so it can't leave under the old one. \
        Keep the `was` or the leaver.
        """),
      Explanation(
        "rename-onto-account", "both the old and the new name are live accounts",
        """
        A rename can't merge two mailboxes, and putting one in the place of the other would lose \
        mail. Give the account that has the name another one in the same plan, so that no mail to \
        either is turned away, and let it go later; or take `was` away and keep both.
        """, example: "head: { was: deputy }\nhead-left: { was: head }"),
      Explanation(
        "rename-onto-group", "both the old and the new name are live groups",
        """
        A rename can't merge two groups: nobody could tell their members apart again. Give the \
        group that has the name another one with `was`, or take `was` away and move the members.
        """, example: "form-8: { was: form-7 }\nform-9: { was: form-8 }"),
      Explanation(
        "two-new-names", "one live account would be renamed to two names",
        """
        Two entries lead to the same mailbox, perhaps one by its name and one by an earlier one. \
        Keep `was` at one of them.
        """),
    ])
}
