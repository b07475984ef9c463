extension Explanations {
  static let approvals = ExplanationChapter(
    "Approvals",
    [
      Explanation(
        "not-allowable", "no approval can allow what this guard refuses",
        """
        Some refusals are mended in the manifest or by nobody, such as removing the last \
        administrator; others take a figure or a name as consent. Correct the guard's name, or take \
        the entry away.
        """,
        example: "approvals:\n  - guard: removal-limit\n    count: 12\n    until: 2026-12-01\n"
          + "    by: grace\n    reason: term rollover"),
      Explanation(
        "approval-subject", "a figure stands where a name belongs, or the reverse",
        """
        Limits are approved up to a `count`, the highest figure that may pass. An emptied group, a \
        shrunken file and another person's account are approved by their `name`, a clock by the day \
        it shows, as the refusal \
        prints it.
        """,
        example: "- { guard: group-emptied, name: year-13, until: 2026-09-30, by: grace, reason: "
          + "leavers }"),
      Explanation(
        "invalid-digest", "the digest of a plan is not one",
        """
        An approval with `plan` allows one plan, whose digest `rollbook plan` prints with the \
        refusal. Copy it as it stands there, or give a last day with `until` instead.
        """),
      Explanation(
        "duplicate-approval", "an approval is written twice",
        """
        One run uses up both, since nothing tells them apart. Take one away; for two runs give each \
        its own reason.
        """),
      Explanation(
        "spent-approval", "a run has used this approval up",
        """
        An approval is good for one run, which the message names. Take it away; for another run \
        write a new one, with its own reason or day.
        """),
      Explanation(
        "expired-approval", "the last day of this approval is over",
        """
        It allows nothing any more, in the time zone of the policy. Take it away, or approve anew.
        """),
    ])
}
