"""An aim's report from the stored clocks: two queries, whatever the number of children."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from accounts.actors import system_actor
from accounts.door import entered
from aims.measure import Counted, Promise, Report, count_clock, measure
from aims.models import Aim
from aims.statement import plain, statement_parts
from cases.models import Route
from milestones.models import Clock

COLUMNS = (
    "started_on",
    "due_on",
    "due_at",
    "stopped_on",
    "stopped_at",
    "ended_on",
    "in_query",
    "excluded_because",
)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The dates of a stored clock, without the weight of a model instance."""

    started_on: date
    due_on: date | None
    due_at: datetime | None
    stopped_on: date | None
    stopped_at: datetime | None
    ended_on: date | None
    in_query: bool
    excluded_because: str


def report(aim: Aim, *, on: date, locality: str | None = None) -> Report:
    """How the aim stands at the end of a day; facts dated later are not seen.

    `locality` narrows it to the children of one locality, by the day their clocks started.
    The caller has passed the gate: the aim is visible to whoever asks.
    """
    # Counted as the system: a child whom the reader may not know of counts like any other.
    with entered(system_actor(aim.authority)):
        counted = list(_counted(aim, on, locality))
    return measure(counted, promise_of(aim), on=on)


def promise_of(aim: Aim) -> Promise:
    return Promise(
        ref=aim.ref,
        version=aim.version,
        statement=plain(statement_parts(aim.document)),
        target_percent=aim.target_percent,
        target_date=aim.target_date,
        is_draft=aim.is_draft,
        is_coverage=aim.kind == Aim.Kind.COVERAGE,
    )


def _counted(aim: Aim, on: date, locality: str | None) -> Iterator[Counted]:
    clocks = Clock.objects.filter(timescale_id=aim.timescale_id, authority_id=aim.authority_id)
    if locality is not None:
        clocks = clocks.filter(locality__name=locality)
    left_out = _on_excluded_route(aim, on)
    rows = clocks.order_by("child_id", "started_on").values_list(
        "child_id",
        "child__child_ref",
        "child__family__ref",
        "stopped_by_id",
        "stopped_outcome",
        *COLUMNS,
    )
    for child_id, child_ref, family, stopped_by, outcome, *dates in rows.iterator(chunk_size=5000):
        yield count_clock(
            ClockRow(*dates),
            on=on,
            child_ref=child_ref,
            family=family or "",
            outcome=outcome if stopped_by else "",
            is_excluded=child_id in left_out,
        )


def _on_excluded_route(aim: Aim, on: date) -> Collection[int]:
    """Children whose route chosen last by that day is one the aim does not count."""
    excluded = frozenset(aim.document["exclude_routes"])
    if not excluded:
        return frozenset()
    chosen = (
        Route.objects.standing()
        .filter(authority_id=aim.authority_id, from_on__lte=on)
        .order_by("child_id", "from_on", "pk")
        .values_list("child_id", "route")
    )
    latest = dict(chosen)
    return {child_id for child_id, route in latest.items() if route in excluded}
