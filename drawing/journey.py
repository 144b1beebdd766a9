"""The journey: planned against actual, one row a stage on one time axis.

In: a Journey of Stages, dates only. Out: the wide and the narrow drawing, both in the page
(CSS shows one), and the line of a brother or sister. The words at the right are for the
table beside it too: `against_limit`, `against_plan`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

LONG_OVER = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Stage:
    """A row. The first stage is where the clock starts: it needs `held_on` only."""

    name: str
    limit: str = ""
    planned_on: date | None = None
    due_on: date | None = None
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    title: str
    stages: tuple[Stage, ...]
    today: date
    began_on: date
    ended_on: date | None = None
    name: str = "journey"
    weeks_since: str = "weeks since accommodated"

    @property
    def until(self) -> date:
        """The day open stages run to: today, or the day the child left care."""
        return min(self.today, self.ended_on) if self.ended_on else self.today

    @property
    def shows_today(self) -> bool:
        """A journey that ended long ago keeps its own axis."""
        return self.ended_on is None or self.today <= self.ended_on + LONG_OVER

    def days(self) -> list[date]:
        """Every day that must find room on the axis."""
        found = [self.began_on, self.until]
        for stage in self.stages:
            found += [day for day in (stage.planned_on, stage.due_on, stage.held_on) if day]
        return [*found, self.today] if self.shows_today else found


@dataclass(frozen=True, slots=True)
class Span:
    """The bar of a stage: from the last day reached before it, past its limit from `over_from`."""

    row: int
    after_row: int
    starts_on: date
    ends_on: date
    is_open: bool
    over_from: date | None

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


def spans(journey: Journey) -> list[Span]:
    """One bar for each stage reached, for the one under way and for those past their limit."""
    found: list[Span] = []
    last_held = max((n for n, stage in enumerate(journey.stages) if stage.held_on), default=-1)
    for row, stage in enumerate(journey.stages[1:], start=1):
        is_next = row == last_held + 1
        is_late = stage.due_on is not None and stage.due_on < journey.until
        if not (stage.held_on or is_next or is_late):
            continue
        ends_on = stage.held_on or journey.until
        after_row, starts_on = _reached_before(journey, row, ends_on)
        if starts_on <= ends_on:
            over = max(stage.due_on, starts_on) if stage.due_on else None
            found.append(
                Span(
                    row=row,
                    after_row=after_row,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    is_open=stage.held_on is None,
                    over_from=over if over and over < ends_on else None,
                )
            )
    return found


def _reached_before(journey: Journey, row: int, by: date) -> tuple[int, date]:
    """The latest day an earlier stage was held, not after this one."""
    earlier = [
        (stage.held_on, n)
        for n, stage in enumerate(journey.stages[:row])
        if stage.held_on and stage.held_on <= by
    ]
    day, n = max(earlier, default=(journey.began_on, 0))
    return n, day


def planned_from(journey: Journey, row: int) -> date:
    """Where the dotted line of a stage's plan begins: the plan of the stage before it."""
    earlier = [stage.planned_on for stage in journey.stages[:row] if stage.planned_on]
    return max(earlier, default=journey.began_on)
