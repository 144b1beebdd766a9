"""The numbers of a dashboard: what is overdue and coming, and whose and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from accounts.actors import Actor
from milestones.booked import Stops, is_booked, kinds_that_stop
from milestones.models.clock import ClockQuerySet
from milestones.spans import OVER, SIX, TWO, ages, spans
from milestones.tallies import Tally, summed, tallies
from milestones.worklists import (
    Choices,
    Filters,
    answers,
    choices_of,
    clocks_with_a_day,
    narrowed,
    offered,
    offers_localities,
    offers_workers,
)
from reports.dashboard.overdue import PAGE, OverdueRow, overdue_rows

UNBOOKED = "_unbooked"


@dataclass(frozen=True, slots=True)
class Figures:
    """Every running clock within reach, counted once; what the filters leave is the list."""

    actor: Actor
    on: date
    asked: Filters
    clocks: ClockQuerySet
    stops: Stops
    rows: Sequence[Tally]

    def total(self, column: str) -> int:
        return summed(self.rows, column)

    @property
    def running(self) -> int:
        return sum(self.total(span.code) for span in spans(on=self.on))

    @property
    def listed(self) -> int:
        """How many clocks the list has, with its filters."""
        column = self.asked.age or OVER
        return summed((row for row in self.rows if answers(row, self.asked)), column)

    @property
    def last_page(self) -> int:
        return max(1, -(-self.listed // PAGE))

    @property
    def choices(self) -> Choices:
        return choices_of(self.rows, self.actor, self.asked)

    def overdue(self, page: slice) -> list[OverdueRow]:
        overdue = replace(self.asked, due=OVER)
        found = narrowed(self.clocks, overdue, on=self.on)
        return overdue_rows(found, self.actor, stops=self.stops, on=self.on, page=page)

    def page(self, number: int) -> list[OverdueRow]:
        return self.overdue(slice((number - 1) * PAGE, number * PAGE))


def figures_of(actor: Actor, filters: Filters, *, on: date) -> Figures:
    clocks, stops = clocks_with_a_day(actor, on=on), kinds_that_stop(actor.authority)
    rows = tallies(
        clocks,
        _columns(stops, on),
        by_worker=offers_workers(actor),
        by_place=offers_localities(actor),
    )
    # The list is of what is overdue: when it is due, and whether it is booked, is not asked.
    asked = offered(actor, replace(filters, due="", booked=""))
    return Figures(actor, on, asked, clocks, stops, rows)


def _columns(stops: Stops, on: date) -> dict[str, Q]:
    """Each span of due days, the ages of the delay, and what has nothing booked."""
    found = {span.code: span.asked() for span in (*spans(on=on), *ages(on=on))}
    unbooked = ~Q(is_booked(stops, on=on))
    return found | {f"{code}{UNBOOKED}": found[code] & unbooked for code in (TWO, SIX)}
