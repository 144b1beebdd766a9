"""The order in which access is decided, and what the table of roles and acts cannot show.

security.md §4, “Decision order” and “Rules the table cannot show”. cases.gate.decide follows it;
docs/access.md prints it.
"""

NOT_THERE, REFUSED, OUTSIDE = "it is not there (404)", "it is refused (403)", "sign in first"

# Step, what is asked, and what the answer is when the step says no.
DECISION_ORDER: tuple[tuple[str, str, str], ...] = (
    (
        "Membership",
        "the person works under one live membership: begun, not ended, under an agreement in "
        "force where there is one.",
        f"{OUTSIDE}; a person without any live role is told so (403)",
    ),
    ("Authority", "the record is of the authority of that membership.", NOT_THERE),
    ("Bar", "the person is not barred from the record.", NOT_THERE),
    ("Seal", "the record is not sealed.", NOT_THERE),
    (
        "Restricted list",
        "the record is not restricted, or the person is named on its list today.",
        NOT_THERE,
    ),
    (
        "Relationship",
        "the child is allocated to them, of their team, of their authority as its manager, "
        "granted to them until a day, or opened by them in an emergency.",
        NOT_THERE,
    ),
    ("Verb", "the role may do this act with that relationship.", REFUSED),
    (
        "Part of the record",
        "the role, or what a share names, reads this part of the record.",
        "that part is left out",
    ),
    (
        "State of the record",
        "the act fits what the record is: what is voided is not corrected again.",
        "the page says what to do instead",
    ),
)

SEPARATION_OF_DUTIES: tuple[str, ...] = (
    "Who proposes does not approve: a restriction, a bar, a seal, a release, a correction. The "
    "service refuses, and so does the database.",
    "Sealing after adoption and opening a sealed record need two people in two roles.",
    "Who sat on a panel for a child, or prepared it, is not the decision maker for that child.",
    "A system administrator manages people and sees no child; nobody changes, ends or confirms "
    "their own membership.",
    "A manager, information governance or a system administrator is let in by a manager’s word, "
    "which is another person’s than the one who asked.",
    "Information governance sees who did what to which record under a pseudonym, and changes "
    "nothing.",
    "Opening a record in an emergency is judged by somebody else.",
    "An analyst, who sees pseudonyms, never prepares an import, which carries names.",
    "No role deletes.",
)
