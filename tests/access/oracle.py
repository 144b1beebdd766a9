"""What each answer should be, worked out from the policy's table and the world's file alone.

Written apart from cases.gate and cases.standing on purpose: it is what they are held to.
"""

from typing import Any

from accounts.policy import PUBLIC, ROWS
from tests.access.worlds import NO_AGREEMENT, NOBODY, ROLE_OF

HIDDEN, REFUSED, NO_METHOD = "404", "403", "405"
OPEN, SIGN_IN, ANY = "open", "sign in", "whatever: nothing about anybody is shown"


def cells_of(key: str, act: str) -> set[str]:
    return set(ROWS[act].cells.get(ROLE_OF[key], ""))


def relation(person: dict[str, Any], child: dict[str, Any], council: dict[str, Any]) -> set[str]:
    """The reaches that hold between a person of the council and one of the world's children."""
    if child not in council["children"] or child["state"] != "open":
        return set()
    holds = {"A"}
    if child["allocated_to"] == person["username"]:
        holds.add("C")
    if child["team"] and child["team"] == person["team"]:
        holds.add("T")
    if person["username"] in child["granted_to"]:
        holds.add("G")
    return holds


def knows(key: str, person: dict[str, Any], child: dict[str, Any], council: dict[str, Any]) -> bool:
    return bool(relation(person, child, council) & cells_of(key, "child.view"))


def expected(
    *,
    key: str,
    act: str,
    person: dict[str, Any] | None,
    council: dict[str, Any],
    child: dict[str, Any] | None = None,
    about_a_child: bool = False,
) -> str:
    """Hide before refuse: what may not be known is not there, even for an act one may not do."""
    if act == PUBLIC:
        return ANY
    if key == NOBODY or person is None:
        return SIGN_IN
    if key == "cx" and council["code"] == NO_AGREEMENT:
        return REFUSED
    if not about_a_child:
        return OPEN if cells_of(key, act) else REFUSED
    if child is None or not knows(key, person, child, council):
        return HIDDEN
    return OPEN if relation(person, child, council) & cells_of(key, act) else REFUSED
