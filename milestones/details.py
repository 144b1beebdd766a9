"""A child's own details: which version somebody saw, and what others made of them meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.actors import Actor
from cases.models import Child
from drawing.words import sentence_day
from milestones.record_history import changes_to
from milestones.versions import row_of, versions

# In the order in which they are asked, named as people say them.
DETAILS: dict[str, str] = {
    "given_name": "First name",
    "family_name": "Last name",
    "born_on": "Date of birth",
    "sex": "Girl or boy",
    "family_ref": "Family reference",
    "address_is_confidential": "Address is confidential",
}


@dataclass(frozen=True, slots=True)
class Differing:
    """One detail in three versions, in words; which of the two people changed it."""

    field: str
    label: str
    before: str
    theirs: str
    mine: str
    is_theirs: bool
    is_mine: bool

    @property
    def is_both(self) -> bool:
        return self.is_theirs and self.is_mine and self.theirs != self.mine


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else saved other details after these were opened."""

    who: str
    at: datetime | None
    seen: int
    now: Mapping[str, Any]
    rows: Sequence[Differing]

    @property
    def both(self) -> list[Differing]:
        return [row for row in self.rows if row.is_both]


class ChangedMeanwhile(ValidationError):
    """The details are not those that were opened: nothing was saved."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        super().__init__("Somebody else changed these details while you were typing.")
        self.meanwhile = meanwhile


def details_of(child: Child) -> dict[str, Any]:
    said = {name: getattr(child, name) for name in DETAILS if name != "family_ref"}
    return {**said, "family_ref": child.family.ref if child.family else ""}


def version_of(child: Child) -> int:
    """The number of the child's row as the history keeps it."""
    found: int | None = versions(Child, child).aggregate(last=Max("pgh_id"))["last"]
    return found or 0


def refuse_stale(
    child: Child, *, by: Actor, seen: int, typed: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    """Raises ChangedMeanwhile where a detail is another than in the version that was seen."""
    newest = version_of(child)
    if seen == newest:
        return
    opened = versions(Child, child).filter(pgh_id=seen).first()
    before = details_of(row_of(Child, opened, child)) if opened else dict(now)
    if opened is not None and before == now:
        return
    rows = [
        Differing(
            field=name,
            label=label,
            before=in_words(child, name, before[name]),
            theirs=in_words(child, name, now[name]),
            mine=in_words(child, name, typed[name]),
            is_theirs=before[name] != now[name],
            is_mine=before[name] != typed[name],
        )
        for name, label in DETAILS.items()
        if name in typed
    ]
    who, at = _last_told(child, by)
    raise ChangedMeanwhile(Meanwhile(who, at, newest, now, rows))


def in_words(child: Child, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return sentence_day(value)
    if name == "sex":
        return str(dict(Child.Sex.choices).get(value, value)).capitalize()
    return str(value) or "Not given"


def _last_told(child: Child, by: Actor) -> tuple[str, datetime | None]:
    """Who last changed the child's own row, and when."""
    own = [each for each in changes_to(child, actor=by) if each.what == "The child’s details"]
    return (own[0].who, own[0].at) if own else ("", None)
