"""The measure of an aim: clocks judged as at a day, counted into rates (measures.md §4)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aims.rates import Projection, projection, target_reached, whole_percent, wilson
from aims.survival import kaplan_meier
from milestones.status import ClockDates, Status, status_of

Rate = tuple[int, int]
Wait = tuple[int, bool]

IN_THE_RATE = (Status.MET, Status.MET_LATE, Status.OVERDUE, Status.MISSED_LEFT)
STOPPED = (Status.MET, Status.MET_LATE)
LEFT = (Status.LEFT_BEFORE_DUE, Status.MISSED_LEFT)
NOT_MEASURED = (Status.EXCLUDED, Status.QUERY)

# Who needs somebody first: what is late, what is unclear, what can still be done in time.
ATTENTION = (
    Status.OVERDUE,
    Status.QUERY,
    Status.WAITING,
    Status.MISSED_LEFT,
    Status.MET_LATE,
    Status.MET,
    Status.LEFT_BEFORE_DUE,
    Status.EXCLUDED,
)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One clock of the aim as the report lists it; dates after the report's day are not in it."""

    child_ref: str
    status: Status
    started_on: date | None
    due_on: date | None
    stopped_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A row with what the counting needs besides: the family, how it stopped, when it left."""

    row: ChildRow
    family: str = ""
    ended_on: date | None = None
    outcome: str = ""

    @property
    def status(self) -> Status:
        return self.row.status

    @property
    def household(self) -> tuple[str, str]:
        """A child without a known family is one of their own."""
        return ("family", self.family) if self.family else ("child", self.row.child_ref)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the aim says besides its rule."""

    ref: str | None
    version: int
    statement: str
    target_percent: int | None
    target_date: date | None
    is_draft: bool = False
    is_coverage: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """contract.md's report; `as_data` has its keys and nothing else."""

    ref: str | None
    version: int
    statement: str
    on: date
    counts: Mapping[str, int]
    families: int
    rates: Mapping[str, Rate]
    percent: Mapping[str, int | None]
    wilson_to_date: tuple[float, float] | None
    target_percent: int | None
    target_reached: bool | None
    verdicts: Mapping[str, bool | None]
    projection: Projection
    median_days: int | None
    median_reached: bool | None
    outcomes: Mapping[str, Rate]
    waits: tuple[Wait, ...]  # for the survival curve; not in the data
    children: tuple[ChildRow, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON's own kinds of values: dates in ISO form, pairs as lists."""
        return {
            "ref": self.ref,
            "version": self.version,
            "statement": self.statement,
            "on": self.on.isoformat(),
            "counts": dict(self.counts),
            "families": self.families,
            "rates": {name: list(rate) for name, rate in self.rates.items()},
            "percent": dict(self.percent),
            "wilson_to_date": list(self.wilson_to_date) if self.wilson_to_date else None,
            "target_percent": self.target_percent,
            "target_reached": self.target_reached,
            "verdicts": dict(self.verdicts),
            "projection": {
                "best": list(self.projection.best),
                "worst": list(self.projection.worst),
                "needed": self.projection.needed,
                "of": self.projection.of,
                "possible": self.projection.possible,
            },
            "median_days": self.median_days,
            "median_reached": self.median_reached,
            "outcomes": {code: list(rate) for code, rate in self.outcomes.items()},
            "children": [_row_data(row) for row in self.children],
        }


def count_clock(
    clock: ClockDates,
    *,
    on: date,
    child_ref: str,
    family: str = "",
    outcome: str = "",
    is_excluded: bool = False,
) -> Counted:
    """One clock as at a day. `outcome` is that of the milestone which stopped it, if one did."""
    status = status_of(clock, on, is_excluded=is_excluded)
    stopped_on = clock.stopped_on if status in STOPPED else None
    row = ChildRow(
        child_ref=child_ref,
        status=status,
        started_on=clock.started_on,
        due_on=None if status == Status.EXCLUDED else clock.due_on,
        stopped_on=stopped_on,
        days=(stopped_on - clock.started_on).days if stopped_on else None,
    )
    return Counted(
        row,
        family=family,
        ended_on=clock.ended_on if status in LEFT else None,
        outcome=outcome if stopped_on else "",
    )


def measure(counted: Collection[Counted], promise: Promise, *, on: date) -> Report:
    """Every count and rate of the report, from the clocks as they stand on the day."""
    counts = Counter(each.status for each in counted)
    rates = {
        "decided": _rate(counts, STOPPED),
        "to_date": _rate(counts, IN_THE_RATE),
        "due_reached": _rate(
            Counter(each.status for each in counted if _has_fallen_due(each, on)), IN_THE_RATE
        ),
    }
    target = None if promise.is_draft else promise.target_percent
    verdicts = {name: target_reached(x, n, target) for name, (x, n) in rates.items()}
    waits = () if promise.is_coverage else _waits(counted, on)
    median_days, median_reached = (None, None) if promise.is_coverage else _median(waits)
    return Report(
        ref=promise.ref,
        version=promise.version,
        statement=promise.statement,
        on=on,
        counts={status.value: counts[status] for status in Status},
        families=len({c.household for c in counted if c.status != Status.EXCLUDED}),
        rates=rates,
        percent={name: whole_percent(x, n) for name, (x, n) in rates.items()},
        wilson_to_date=wilson(*rates["to_date"]),
        target_percent=promise.target_percent,
        target_reached=verdicts["to_date"],
        verdicts=verdicts,
        projection=_projection(counted, rates["to_date"], promise),
        median_days=median_days,
        median_reached=median_reached,
        outcomes=_outcomes(counted),
        waits=waits,
        children=tuple(sorted((each.row for each in counted), key=_attention)),
    )


def _rate(counts: Mapping[Status, int], of: Iterable[Status]) -> Rate:
    return counts[Status.MET], sum(counts[status] for status in of)


def _has_fallen_due(each: Counted, on: date) -> bool:
    """Early successes are left out with the peers whose date has not passed either."""
    return each.row.due_on is not None and each.row.due_on < on


def _projection(counted: Iterable[Counted], to_date: Rate, promise: Promise) -> Projection:
    """Only children already waiting; future entrants are not guessed."""
    waiting = [each.row for each in counted if each.status == Status.WAITING]
    last = promise.target_date or date.max
    return projection(
        met=to_date[0],
        denominator=to_date[1],
        waiting=len(waiting),
        waiting_due_by_target=sum((row.due_on or date.max) <= last for row in waiting),
        target_percent=None if promise.is_draft else promise.target_percent,
    )


def _waits(counted: Iterable[Counted], on: date) -> tuple[Wait, ...]:
    """Each child's days and whether they ended in a stop; leavers and waiters are censored."""
    found = []
    for each in counted:
        if each.status in NOT_MEASURED or each.row.started_on is None:
            continue
        last_seen = each.row.stopped_on or each.ended_on or on
        found.append(((last_seen - each.row.started_on).days, each.status in STOPPED))
    return tuple(found)


def _median(waits: Collection[Wait]) -> tuple[int | None, bool | None]:
    """Days until half have stopped."""
    days, events = [days for days, _ in waits], [event for _, event in waits]
    median = kaplan_meier(days, events).median if days else None
    return median, median is not None


def _outcomes(counted: Iterable[Counted]) -> dict[str, Rate]:
    """Of the clocks that a milestone stopped, how many with which outcome."""
    told = Counter(each.outcome for each in counted if each.outcome)
    return {code: (x, told.total()) for code, x in sorted(told.items())}


def _attention(row: ChildRow) -> tuple[int, date, str]:
    return ATTENTION.index(row.status), row.due_on or date.max, row.child_ref


def _row_data(row: ChildRow) -> dict[str, Any]:
    return {
        "child_ref": row.child_ref,
        "status": row.status.value,
        "started_on": _iso(row.started_on),
        "due_on": _iso(row.due_on),
        "stopped_on": _iso(row.stopped_on),
        "days": row.days,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
