"""The policy in people's words: docs/access.md is printed from here, and each role's own page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.decision_order import DECISION_ORDER, SEPARATION_OF_DUTIES
from accounts.policy import (
    EMERGENCIES_IN_SEVEN_DAYS,
    FIELD_GROUPS,
    MOST_EXPORTED_ROWS,
    NAMED_IN_A_SHARE,
    NEEDS,
    READS,
    TABLE,
    WRITES_NOTES,
    Row,
)
from accounts.roles import LETTERS, Role

CODES: dict[str, tuple[str, str]] = {
    "C": ("children allocated to the person", "children allocated to you"),
    "T": ("children of the person’s team", "children of your team"),
    "L": ("the person’s locality", "your locality"),
    "A": ("the authority", "the whole authority"),
    "G": (
        "granted case by case, with a purpose and an end",
        "children you were given leave to know, until it ends",
    ),
    "E": (
        "opened by the person in an emergency, for four hours",
        "a child you opened in an emergency, for four hours",
    ),
    "P": (
        "without names: a pseudonym and the month of birth",
        "without names: a pseudonym and the month of birth",
    ),
    "S": ("published aggregates, small numbers hidden", "published figures"),
    "Y": ("yes: the act concerns no one child", "yes"),
}
PROPOSALS = {
    "correction": "Correct a record that a colleague asked about",
    "restrict": "Restrict a record",
    "lift_restriction": "Lift a restriction",
    "bar": "Bar a person from a record",
    "lift_bar": "Lift a bar",
    "seal": "Seal a record after adoption",
    "release": "Open a sealed record for a day",
}
NONE = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One act that a role may do, and how far it reaches with it."""

    words: str
    reach: str


def acts_of(role: str) -> list[Line]:
    """What a role may do, in the order of the table, said to the person who holds it."""
    return [
        Line(each.words, reach_of(each.cells[role], to_you=True))
        for each in TABLE
        if role in each.cells
    ]


def groups_read_by(role: str) -> list[str]:
    return [words for group, words in FIELD_GROUPS.items() if group in READS.get(role, ())]


def reach_of(codes: str, *, to_you: bool = False) -> str:
    told = [CODES[code][int(to_you)] for code in codes]
    return "; ".join(told)


def markdown() -> str:
    """docs/access.md, whole."""
    parts = (_head(), _order(), _codes(), _acts(), _groups(), _decides(), _roles())
    return "\n".join("\n".join(part) + "\n" for part in parts)


def _head() -> Iterator[str]:
    yield "# Who may see and do what"
    yield ""
    yield "Printed from `accounts/policy.py`, and a test holds the two equal. After a change there:"
    yield ""
    yield "    python manage.py access_table > docs/access.md"
    yield ""
    yield "Rights come from one live membership at a time, never from a person: see the page"
    yield "“What I may do here” of each role, and [Roles](roles.md) for how one is given."


def _order() -> Iterator[str]:
    yield "## How it is decided"
    yield ""
    yield "Asked at every request, by one function for pages, API, jobs, exports and commands. The"
    yield "first “no” wins. What may not be known is not there (404); what may be known but not"
    yield "done is refused (403)."
    yield ""
    for number, (step, words, answer) in enumerate(DECISION_ORDER, start=1):
        yield f"{number}. **{step}**: {words} If not: {answer}."
    yield ""
    yield "Opening a record in an emergency changes the relationship alone: a bar, a seal and the"
    yield "restricted list come before it."
    yield ""
    yield "What the table cannot show:"
    yield ""
    for rule in SEPARATION_OF_DUTIES:
        yield f"- {rule}"


def _codes() -> Iterator[str]:
    yield "## The codes"
    yield ""
    yield from _table(("code", "reaches"), ((code, told) for code, (told, _) in CODES.items()))
    yield ""
    yield f"{NONE}: not at all. Several codes: each of them by itself."


def _acts() -> Iterator[str]:
    yield "## Acts"
    yield ""
    head = ("what", "act", *LETTERS)
    yield from _table(head, (_act(each) for each in TABLE))
    yield ""
    rows = [f"{Role(role).label}: {most} rows at most" for role, most in MOST_EXPORTED_ROWS.items()]
    yield f"An export of child rows is limited ({'; '.join(rows)}). A person opens at most"
    yield f"{EMERGENCIES_IN_SEVEN_DAYS} records in an emergency in seven days."


def _act(each: Row) -> tuple[str, ...]:
    cells = (each.cells.get(role, NONE) for role in LETTERS.values())
    return (each.words, f"`{each.act}`", *cells)


def _groups() -> Iterator[str]:
    yield "## Parts of the record"
    yield ""
    yield "Which part of a record that is open to them a role reads (r), and who writes its notes"
    yield "(w). A partner and the Reporter’s office read of these only what the share names (s)."
    yield ""
    rows = (
        (words, f"`{group}`", *(_reads(role, group) for role in LETTERS.values()))
        for group, words in FIELD_GROUPS.items()
    )
    yield from _table(("part", "group", *LETTERS), rows)


def _reads(role: str, group: str) -> str:
    told = ""
    if group in READS.get(role, ()):
        told = "s" if role in NAMED_IN_A_SHARE and group != "identity" else "r"
    if WRITES_NOTES.get(role) == group:
        told += "w"
    return told or NONE


def _decides() -> Iterator[str]:
    yield "## Who decides what colleagues ask for"
    yield ""
    yield "Nobody decides what they asked for themselves; where two roles are named, two people."
    yield ""
    rows = (
        (PROPOSALS[kind], f"`{kind}`", " and ".join(sorted(Role(role).label for role in roles)))
        for kind, roles in NEEDS.items()
    )
    yield from _table(("asked", "kind", "decided by"), rows)


def _roles() -> Iterator[str]:
    yield "## The roles"
    yield ""
    rows = ((letters, role.label, f"`{role.value}`") for letters, role in LETTERS.items())
    yield from _table(("letters", "role", "`invite --role`"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield _row(names)
    yield _row(["---"] * len(names))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
