"""Running clocks counted once, by rule, locality and worker: every number of a page is a sum."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, Min, Q

from accounts.addresses import uuid_of
from cases.finding import NOBODY, NOT_JOINED
from cases.models import Involvement
from milestones.models.clock import ClockQuerySet

NOWHERE = "-"  # the address's word for no locality
RULE = {
    "ref": F("timescale__ref"),
    "name": F("timescale__name"),
    "position": F("timescale__position"),
    "version": F("timescale__version"),
}
PLACE = {"place": F("child__locality__name")}
WORKER = {
    "person": F("allocated__person__public_id"),
    "person_name": F("allocated__person__full_name"),
    "allocation": F("allocated__capacity"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """The clocks of one rule in one locality of one worker's children, in each column."""

    rule: str
    rule_name: str
    locality: str = ""
    worker: str = ""
    worker_name: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    first_due: date | None = None


def with_worker(clocks: ClockQuerySet) -> ClockQuerySet:
    """Each clock joined to its child's allocated social worker; at most one a child."""
    held = Q(
        child__involvements__voided_at__isnull=True,
        child__involvements__ended_on__isnull=True,
        child__involvements__capacity=Involvement.Capacity.SOCIAL_WORKER,
    )
    found: ClockQuerySet = clocks.annotate(
        allocated=FilteredRelation("child__involvements", condition=held)
    )
    return found


def worker_asked(word: str) -> Q:
    """The clocks `with_worker` that answer to a worker's word in an address."""
    if word == NOBODY:
        return Q(allocated__isnull=True)
    if word == NOT_JOINED:
        return Q(allocated__isnull=False, allocated__person__isnull=True)
    person = uuid_of(word)
    return Q(allocated__person__public_id=person) if person else Q(pk__in=[])


def place_asked(word: str) -> Q:
    nowhere = Q(child__locality__isnull=True)
    return nowhere if word == NOWHERE else Q(child__locality__name=word)


def tallies(
    clocks: ClockQuerySet, columns: Mapping[str, Q], *, by_worker: bool, by_place: bool
) -> list[Tally]:
    """One query: as many rows as there are pairs of rule and place and worker."""
    keys: dict[str, Any] = {**RULE, **(PLACE if by_place else {}), **(WORKER if by_worker else {})}
    joined = with_worker(clocks) if by_worker else clocks
    counted = {f"n_{at}": Count("pk", filter=asked) for at, asked in enumerate(columns.values())}
    rows = joined.order_by().values(**keys).annotate(first_due=Min("due_on"), **counted)
    ordered = rows.order_by("position", "ref", "version")
    return [_tally(row, list(columns), by_worker, by_place) for row in ordered]


def _tally(
    row: Mapping[str, Any], columns: Sequence[str], by_worker: bool, by_place: bool
) -> Tally:
    return Tally(
        rule=row["ref"],
        rule_name=row["name"],
        locality=(row["place"] or NOWHERE) if by_place else "",
        worker=worker_of(row) if by_worker else "",
        worker_name=(row["person_name"] or "") if by_worker else "",
        counts={column: row[f"n_{at}"] for at, column in enumerate(columns)},
        first_due=row["first_due"],
    )


def worker_of(row: Mapping[str, Any]) -> str:
    if row["allocation"] is None:
        return NOBODY
    return str(row["person"]) if row["person"] else NOT_JOINED


def summed(rows: Iterable[Tally], column: str) -> int:
    return sum(row.counts.get(column, 0) for row in rows)


def gathered(rows: Iterable[Tally], key: Callable[[Tally], str]) -> dict[str, list[Tally]]:
    """The rows by rule, place or worker, in the order in which each is met first."""
    found: dict[str, list[Tally]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
